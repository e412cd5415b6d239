// SHA-256 (FIPS 180-4) of one stream. sha256-lanes.ts hashes four at a time, in the same contexts.

/** Section 4.2.2. */
export const K: usize = memory.data<u32>([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** The state of one hash. It may be copied as bytes, to fork a hash. */
@unmanaged
export class Sha256 {
  h0: u32; h1: u32; h2: u32; h3: u32; h4: u32; h5: u32; h6: u32; h7: u32;
  /** Message bytes so far. */
  total: u64;
  // 64 bytes of pending input follow.
}
const PENDING: usize = offsetof<Sha256>();

/** Bytes of a context. */
export function sha256Size(): u32 {
  return <u32>PENDING + 64;
}

/** Section 5.3.3. */
export function sha256Init(context: Sha256): void {
  context.h0 = 0x6a09e667; context.h1 = 0xbb67ae85; context.h2 = 0x3c6ef372; context.h3 = 0xa54ff53a;
  context.h4 = 0x510e527f; context.h5 = 0x9b05688c; context.h6 = 0x1f83d9ab; context.h7 = 0x5be0cd19;
  context.total = 0;
}

/** Adds `length` bytes at `from`. */
export function sha256Update(context: Sha256, from: usize, length: u32): void {
  const pending = changetype<usize>(context) + PENDING;
  const have = <u32>context.total & 63;
  context.total += length;
  if (have) {
    const taken = min<u32>(64 - have, length);
    memory.copy(pending + have, from, taken);
    if (have + taken < 64) return;
    compress(context, pending, 1);
    from += taken;
    length -= taken;
  }
  const blocks = length >> 6;
  if (blocks) compress(context, from, blocks);
  memory.copy(pending, from + (<usize>blocks << 6), length & 63);
}

/** Pads (section 5.1.1) and writes the 32 digest bytes to `digest`. The context is spent. */
export function sha256Final(context: Sha256, digest: usize): void {
  const pending = changetype<usize>(context) + PENDING;
  let have = <u32>context.total & 63;
  store<u8>(pending + have++, 0x80);
  if (have > 56) {
    memory.fill(pending + have, 0, 64 - have);
    compress(context, pending, 1);
    have = 0;
  }
  memory.fill(pending + have, 0, 56 - have);
  store<u64>(pending, bswap<u64>(context.total << 3), 56);
  compress(context, pending, 1);
  for (let i: usize = 0; i < 32; i += 4) {
    store<u32>(digest + i, bswap<u32>(load<u32>(changetype<usize>(context) + i)));
  }
}

// Section 4.1.2: the functions Sigma 0 and 1, sigma 0 and 1, Ch and Maj.
// @ts-ignore: decorator
@inline function S0(x: u32): u32 { return rotr<u32>(x, 2) ^ rotr<u32>(x, 13) ^ rotr<u32>(x, 22); }
// @ts-ignore: decorator
@inline function S1(x: u32): u32 { return rotr<u32>(x, 6) ^ rotr<u32>(x, 11) ^ rotr<u32>(x, 25); }
// @ts-ignore: decorator
@inline function s0(x: u32): u32 { return rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ (x >> 3); }
// @ts-ignore: decorator
@inline function s1(x: u32): u32 { return rotr<u32>(x, 17) ^ rotr<u32>(x, 19) ^ (x >> 10); }
// @ts-ignore: decorator
@inline function ch(e: u32, f: u32, g: u32): u32 { return g ^ (e & (f ^ g)); }
// @ts-ignore: decorator
@inline function maj(a: u32, b: u32, c: u32): u32 { return (a & b) | (c & (a | b)); }

/**
 * Section 6.2.2: hashes `blocks` 64-byte blocks at `from`. A round renames a..h, which here means: is written out,
 * with the names moved on by one. Schedule and rounds take turns because that made this a third faster.
 */
function compress(context: Sha256, from: usize, blocks: u32): void {
  let h0 = context.h0, h1 = context.h1, h2 = context.h2, h3 = context.h3;
  let h4 = context.h4, h5 = context.h5, h6 = context.h6, h7 = context.h7;
  for (; blocks; blocks--, from += 64) {
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    let w0 = bswap<u32>(load<u32>(from, 0));
    let w1 = bswap<u32>(load<u32>(from, 4));
    let w2 = bswap<u32>(load<u32>(from, 8));
    let w3 = bswap<u32>(load<u32>(from, 12));
    let w4 = bswap<u32>(load<u32>(from, 16));
    let w5 = bswap<u32>(load<u32>(from, 20));
    let w6 = bswap<u32>(load<u32>(from, 24));
    let w7 = bswap<u32>(load<u32>(from, 28));
    let w8 = bswap<u32>(load<u32>(from, 32));
    let w9 = bswap<u32>(load<u32>(from, 36));
    let w10 = bswap<u32>(load<u32>(from, 40));
    let w11 = bswap<u32>(load<u32>(from, 44));
    let w12 = bswap<u32>(load<u32>(from, 48));
    let w13 = bswap<u32>(load<u32>(from, 52));
    let w14 = bswap<u32>(load<u32>(from, 56));
    let w15 = bswap<u32>(load<u32>(from, 60));
    let k = K;
    h += S1(e) + ch(e, f, g) + load<u32>(k, 0) + w0; d += h; h += S0(a) + maj(a, b, c);
    g += S1(d) + ch(d, e, f) + load<u32>(k, 4) + w1; c += g; g += S0(h) + maj(h, a, b);
    f += S1(c) + ch(c, d, e) + load<u32>(k, 8) + w2; b += f; f += S0(g) + maj(g, h, a);
    e += S1(b) + ch(b, c, d) + load<u32>(k, 12) + w3; a += e; e += S0(f) + maj(f, g, h);
    d += S1(a) + ch(a, b, c) + load<u32>(k, 16) + w4; h += d; d += S0(e) + maj(e, f, g);
    c += S1(h) + ch(h, a, b) + load<u32>(k, 20) + w5; g += c; c += S0(d) + maj(d, e, f);
    b += S1(g) + ch(g, h, a) + load<u32>(k, 24) + w6; f += b; b += S0(c) + maj(c, d, e);
    a += S1(f) + ch(f, g, h) + load<u32>(k, 28) + w7; e += a; a += S0(b) + maj(b, c, d);
    h += S1(e) + ch(e, f, g) + load<u32>(k, 32) + w8; d += h; h += S0(a) + maj(a, b, c);
    g += S1(d) + ch(d, e, f) + load<u32>(k, 36) + w9; c += g; g += S0(h) + maj(h, a, b);
    f += S1(c) + ch(c, d, e) + load<u32>(k, 40) + w10; b += f; f += S0(g) + maj(g, h, a);
    e += S1(b) + ch(b, c, d) + load<u32>(k, 44) + w11; a += e; e += S0(f) + maj(f, g, h);
    d += S1(a) + ch(a, b, c) + load<u32>(k, 48) + w12; h += d; d += S0(e) + maj(e, f, g);
    c += S1(h) + ch(h, a, b) + load<u32>(k, 52) + w13; g += c; c += S0(d) + maj(d, e, f);
    b += S1(g) + ch(g, h, a) + load<u32>(k, 56) + w14; f += b; b += S0(c) + maj(c, d, e);
    a += S1(f) + ch(f, g, h) + load<u32>(k, 60) + w15; e += a; a += S0(b) + maj(b, c, d);
    do { // three times: 16 words of the schedule in place, 16 rounds
      k += 64;
      w0 += s0(w1) + w9 + s1(w14);
      h += S1(e) + ch(e, f, g) + load<u32>(k, 0) + w0; d += h; h += S0(a) + maj(a, b, c);
      w1 += s0(w2) + w10 + s1(w15);
      g += S1(d) + ch(d, e, f) + load<u32>(k, 4) + w1; c += g; g += S0(h) + maj(h, a, b);
      w2 += s0(w3) + w11 + s1(w0);
      f += S1(c) + ch(c, d, e) + load<u32>(k, 8) + w2; b += f; f += S0(g) + maj(g, h, a);
      w3 += s0(w4) + w12 + s1(w1);
      e += S1(b) + ch(b, c, d) + load<u32>(k, 12) + w3; a += e; e += S0(f) + maj(f, g, h);
      w4 += s0(w5) + w13 + s1(w2);
      d += S1(a) + ch(a, b, c) + load<u32>(k, 16) + w4; h += d; d += S0(e) + maj(e, f, g);
      w5 += s0(w6) + w14 + s1(w3);
      c += S1(h) + ch(h, a, b) + load<u32>(k, 20) + w5; g += c; c += S0(d) + maj(d, e, f);
      w6 += s0(w7) + w15 + s1(w4);
      b += S1(g) + ch(g, h, a) + load<u32>(k, 24) + w6; f += b; b += S0(c) + maj(c, d, e);
      w7 += s0(w8) + w0 + s1(w5);
      a += S1(f) + ch(f, g, h) + load<u32>(k, 28) + w7; e += a; a += S0(b) + maj(b, c, d);
      w8 += s0(w9) + w1 + s1(w6);
      h += S1(e) + ch(e, f, g) + load<u32>(k, 32) + w8; d += h; h += S0(a) + maj(a, b, c);
      w9 += s0(w10) + w2 + s1(w7);
      g += S1(d) + ch(d, e, f) + load<u32>(k, 36) + w9; c += g; g += S0(h) + maj(h, a, b);
      w10 += s0(w11) + w3 + s1(w8);
      f += S1(c) + ch(c, d, e) + load<u32>(k, 40) + w10; b += f; f += S0(g) + maj(g, h, a);
      w11 += s0(w12) + w4 + s1(w9);
      e += S1(b) + ch(b, c, d) + load<u32>(k, 44) + w11; a += e; e += S0(f) + maj(f, g, h);
      w12 += s0(w13) + w5 + s1(w10);
      d += S1(a) + ch(a, b, c) + load<u32>(k, 48) + w12; h += d; d += S0(e) + maj(e, f, g);
      w13 += s0(w14) + w6 + s1(w11);
      c += S1(h) + ch(h, a, b) + load<u32>(k, 52) + w13; g += c; c += S0(d) + maj(d, e, f);
      w14 += s0(w15) + w7 + s1(w12);
      b += S1(g) + ch(g, h, a) + load<u32>(k, 56) + w14; f += b; b += S0(c) + maj(c, d, e);
      w15 += s0(w0) + w8 + s1(w13);
      a += S1(f) + ch(f, g, h) + load<u32>(k, 60) + w15; e += a; a += S0(b) + maj(b, c, d);
    } while (k != K + 192);
    h0 += a; h1 += b; h2 += c; h3 += d; h4 += e; h5 += f; h6 += g; h7 += h;
  }
  context.h0 = h0; context.h1 = h1; context.h2 = h2; context.h3 = h3;
  context.h4 = h4; context.h5 = h5; context.h6 = h6; context.h7 = h7;
}
