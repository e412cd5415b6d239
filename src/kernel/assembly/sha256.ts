// SHA-256 (FIPS 180-4) of one stream. sha256-lanes.ts hashes four at a time, in the same contexts.

import { add, bigEndian, high32, high64, low32, low64, vs0, vs1 } from './sha256-vector';

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

// Section 4.1.2: the functions Sigma 0 and 1, and Ch.
// @ts-ignore: decorator
@inline function S0(x: u32): u32 { return rotr<u32>(x, 2) ^ rotr<u32>(x, 13) ^ rotr<u32>(x, 22); }
// @ts-ignore: decorator
@inline function S1(x: u32): u32 { return rotr<u32>(x, 6) ^ rotr<u32>(x, 11) ^ rotr<u32>(x, 25); }
// @ts-ignore: decorator
@inline function ch(e: u32, f: u32, g: u32): u32 { return g ^ (e & (f ^ g)); }

/** The schedules of four blocks: 64 rows of one word of each. */
const SCHEDULES: usize = memory.data(64 * 16, 16);
/** The same with the constant of each round added. */
const ADDENDS: usize = memory.data(64 * 16, 16);

/**
 * Section 6.2.2: hashes `blocks` 64-byte blocks at `from`. A round renames a..h, which here means: is written out, with the
 * names moved on by one. What a round waits for is the last `e`: sums begin with what is there before it. Maj(a, b, c) is
 * b ^ ((a ^ b) & (b ^ c)), and its a ^ b is the b ^ c of the next round. The words of a schedule depend on their block
 * alone, so that vector code makes those of four blocks at once, and adds the constants. All of it together: a quarter faster.
 */
function compress(context: Sha256, from: usize, blocks: u32): void {
  let h0 = context.h0, h1 = context.h1, h2 = context.h2, h3 = context.h3;
  let h4 = context.h4, h5 = context.h5, h6 = context.h6, h7 = context.h7;
  while (blocks) {
    const count = min<u32>(4, blocks);
    schedule(from, count);
    blocks -= count;
    from += <usize>count << 6;
    for (let w = ADDENDS, end = ADDENDS + (<usize>count << 2); w < end; w += 4) {
      let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
      let bc = b ^ c, ab: u32;
      for (let row = w, stop = w + 64 * 16; row < stop; row += 128) {
        h = h + load<u32>(row, 0) + ch(e, f, g) + S1(e); d += h; ab = a ^ b; h += S0(a) + (b ^ (ab & bc));
        g = g + load<u32>(row, 16) + ch(d, e, f) + S1(d); c += g; bc = h ^ a; g += S0(h) + (a ^ (bc & ab));
        f = f + load<u32>(row, 32) + ch(c, d, e) + S1(c); b += f; ab = g ^ h; f += S0(g) + (h ^ (ab & bc));
        e = e + load<u32>(row, 48) + ch(b, c, d) + S1(b); a += e; bc = f ^ g; e += S0(f) + (g ^ (bc & ab));
        d = d + load<u32>(row, 64) + ch(a, b, c) + S1(a); h += d; ab = e ^ f; d += S0(e) + (f ^ (ab & bc));
        c = c + load<u32>(row, 80) + ch(h, a, b) + S1(h); g += c; bc = d ^ e; c += S0(d) + (e ^ (bc & ab));
        b = b + load<u32>(row, 96) + ch(g, h, a) + S1(g); f += b; ab = c ^ d; b += S0(c) + (d ^ (ab & bc));
        a = a + load<u32>(row, 112) + ch(f, g, h) + S1(f); e += a; bc = b ^ c; a += S0(b) + (c ^ (bc & ab));
      }
      h0 += a; h1 += b; h2 += c; h3 += d; h4 += e; h5 += f; h6 += g; h7 += h;
    }
  }
  context.h0 = h0; context.h1 = h1; context.h2 = h2; context.h3 = h3;
  context.h4 = h4; context.h5 = h5; context.h6 = h6; context.h7 = h7;
}

/** @param k where the constant of this round lies */
// @ts-ignore: decorator
@inline function keep(row: usize, k: usize, w: v128): void {
  v128.store(row, w);
  v128.store(row + (ADDENDS - SCHEDULES), add(w, v128.load32_splat(k)));
}

/** Fills SCHEDULES and ADDENDS for `count` blocks at `from`; columns of blocks that are not there repeat the last one. */
function schedule(from: usize, count: u32): void {
  const last = from + (<usize>(count - 1) << 6);
  const from1 = min<usize>(from + 64, last), from2 = min<usize>(from + 128, last);
  for (let at: usize = 0; at < 64; at += 16) {
    const x0 = v128.load(from + at), x1 = v128.load(from1 + at), x2 = v128.load(from2 + at), x3 = v128.load(last + at);
    const a = low32(x0, x1), b = low32(x2, x3), c = high32(x0, x1), d = high32(x2, x3);
    const row = SCHEDULES + (at << 2);
    keep(row, K + at, bigEndian(low64(a, b)));
    keep(row + 16, K + at + 4, bigEndian(high64(a, b)));
    keep(row + 32, K + at + 8, bigEndian(low64(c, d)));
    keep(row + 48, K + at + 12, bigEndian(high64(c, d)));
  }
  let w14 = v128.load(SCHEDULES, 14 * 16), w15 = v128.load(SCHEDULES, 15 * 16);
  let w0 = v128.load(SCHEDULES), w1 = v128.load(SCHEDULES, 16);
  for (let row = SCHEDULES, k = K + 64; row < SCHEDULES + 48 * 16; row += 32, k += 8) {
    const w2 = v128.load(row, 32);
    w14 = add(add(w0, v128.load(row, 9 * 16)), add(vs0(w1), vs1(w14)));
    keep(row + 256, k, w14);
    w0 = w2;
    w15 = add(add(w1, v128.load(row, 10 * 16)), add(vs0(w2), vs1(w15)));
    keep(row + 272, k + 4, w15);
    w1 = v128.load(row, 48);
  }
}
