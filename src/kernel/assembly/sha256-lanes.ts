// SHA-256 of four independent streams in lock step, one in each 32-bit lane of a v128.

import { K, Sha256, sha256Update } from './sha256';
import { add, bigEndian, high32, high64, low32, low64, ror, vs0, vs1, xor3 } from './sha256-vector';

// FIPS 180-4, section 4.1.2, in four lanes: Sigma 0 and 1, Ch and Maj.
// @ts-ignore: decorator
@inline function VS0(x: v128): v128 { return xor3(ror(x, 2), ror(x, 13), ror(x, 22)); }
// @ts-ignore: decorator
@inline function VS1(x: v128): v128 { return xor3(ror(x, 6), ror(x, 11), ror(x, 25)); }
// @ts-ignore: decorator
@inline function vch(e: v128, f: v128, g: v128): v128 { return v128.xor(g, v128.and(e, v128.xor(f, g))); }
// @ts-ignore: decorator
@inline function vmaj(a: v128, b: v128, c: v128): v128 { return v128.or(v128.and(a, b), v128.and(c, v128.or(a, b))); }

/** The eight hash words of the lanes: word by word, a lane in each quarter. */
const STATES: usize = memory.data(8 * 16, 16);

/** Section 6.2.2 in four lanes, on the hash words at STATES: see `compress` in sha256.ts. */
function compressLanes(from0: usize, from1: usize, from2: usize, from3: usize, blocks: u32): void {
  let h0 = v128.load(STATES, 0);
  let h1 = v128.load(STATES, 16);
  let h2 = v128.load(STATES, 32);
  let h3 = v128.load(STATES, 48);
  let h4 = v128.load(STATES, 64);
  let h5 = v128.load(STATES, 80);
  let h6 = v128.load(STATES, 96);
  let h7 = v128.load(STATES, 112);
  for (; blocks; blocks--, from0 += 64, from1 += 64, from2 += 64, from3 += 64) {
    let t0: v128, t1: v128, t2: v128, t3: v128;
    t0 = low32(v128.load(from0, 0), v128.load(from1, 0)); t1 = low32(v128.load(from2, 0), v128.load(from3, 0));
    t2 = high32(v128.load(from0, 0), v128.load(from1, 0)); t3 = high32(v128.load(from2, 0), v128.load(from3, 0));
    let w0 = bigEndian(low64(t0, t1)), w1 = bigEndian(high64(t0, t1)), w2 = bigEndian(low64(t2, t3)), w3 = bigEndian(high64(t2, t3));
    t0 = low32(v128.load(from0, 16), v128.load(from1, 16)); t1 = low32(v128.load(from2, 16), v128.load(from3, 16));
    t2 = high32(v128.load(from0, 16), v128.load(from1, 16)); t3 = high32(v128.load(from2, 16), v128.load(from3, 16));
    let w4 = bigEndian(low64(t0, t1)), w5 = bigEndian(high64(t0, t1)), w6 = bigEndian(low64(t2, t3)), w7 = bigEndian(high64(t2, t3));
    t0 = low32(v128.load(from0, 32), v128.load(from1, 32)); t1 = low32(v128.load(from2, 32), v128.load(from3, 32));
    t2 = high32(v128.load(from0, 32), v128.load(from1, 32)); t3 = high32(v128.load(from2, 32), v128.load(from3, 32));
    let w8 = bigEndian(low64(t0, t1)), w9 = bigEndian(high64(t0, t1)), w10 = bigEndian(low64(t2, t3)), w11 = bigEndian(high64(t2, t3));
    t0 = low32(v128.load(from0, 48), v128.load(from1, 48)); t1 = low32(v128.load(from2, 48), v128.load(from3, 48));
    t2 = high32(v128.load(from0, 48), v128.load(from1, 48)); t3 = high32(v128.load(from2, 48), v128.load(from3, 48));
    let w12 = bigEndian(low64(t0, t1)), w13 = bigEndian(high64(t0, t1)), w14 = bigEndian(low64(t2, t3)), w15 = bigEndian(high64(t2, t3));
    let a = h0, b = h1, c = h2, d = h3, e = h4, f = h5, g = h6, h = h7;
    for (let k = K; ; k += 64) {
      h = add(add(h, add(w0, v128.load32_splat(k, 0))), add(VS1(e), vch(e, f, g))); d = add(d, h); h = add(h, add(VS0(a), vmaj(a, b, c)));
      g = add(add(g, add(w1, v128.load32_splat(k, 4))), add(VS1(d), vch(d, e, f))); c = add(c, g); g = add(g, add(VS0(h), vmaj(h, a, b)));
      f = add(add(f, add(w2, v128.load32_splat(k, 8))), add(VS1(c), vch(c, d, e))); b = add(b, f); f = add(f, add(VS0(g), vmaj(g, h, a)));
      e = add(add(e, add(w3, v128.load32_splat(k, 12))), add(VS1(b), vch(b, c, d))); a = add(a, e); e = add(e, add(VS0(f), vmaj(f, g, h)));
      d = add(add(d, add(w4, v128.load32_splat(k, 16))), add(VS1(a), vch(a, b, c))); h = add(h, d); d = add(d, add(VS0(e), vmaj(e, f, g)));
      c = add(add(c, add(w5, v128.load32_splat(k, 20))), add(VS1(h), vch(h, a, b))); g = add(g, c); c = add(c, add(VS0(d), vmaj(d, e, f)));
      b = add(add(b, add(w6, v128.load32_splat(k, 24))), add(VS1(g), vch(g, h, a))); f = add(f, b); b = add(b, add(VS0(c), vmaj(c, d, e)));
      a = add(add(a, add(w7, v128.load32_splat(k, 28))), add(VS1(f), vch(f, g, h))); e = add(e, a); a = add(a, add(VS0(b), vmaj(b, c, d)));
      h = add(add(h, add(w8, v128.load32_splat(k, 32))), add(VS1(e), vch(e, f, g))); d = add(d, h); h = add(h, add(VS0(a), vmaj(a, b, c)));
      g = add(add(g, add(w9, v128.load32_splat(k, 36))), add(VS1(d), vch(d, e, f))); c = add(c, g); g = add(g, add(VS0(h), vmaj(h, a, b)));
      f = add(add(f, add(w10, v128.load32_splat(k, 40))), add(VS1(c), vch(c, d, e))); b = add(b, f); f = add(f, add(VS0(g), vmaj(g, h, a)));
      e = add(add(e, add(w11, v128.load32_splat(k, 44))), add(VS1(b), vch(b, c, d))); a = add(a, e); e = add(e, add(VS0(f), vmaj(f, g, h)));
      d = add(add(d, add(w12, v128.load32_splat(k, 48))), add(VS1(a), vch(a, b, c))); h = add(h, d); d = add(d, add(VS0(e), vmaj(e, f, g)));
      c = add(add(c, add(w13, v128.load32_splat(k, 52))), add(VS1(h), vch(h, a, b))); g = add(g, c); c = add(c, add(VS0(d), vmaj(d, e, f)));
      b = add(add(b, add(w14, v128.load32_splat(k, 56))), add(VS1(g), vch(g, h, a))); f = add(f, b); b = add(b, add(VS0(c), vmaj(c, d, e)));
      a = add(add(a, add(w15, v128.load32_splat(k, 60))), add(VS1(f), vch(f, g, h))); e = add(e, a); a = add(a, add(VS0(b), vmaj(b, c, d)));
      if (k == K + 192) break;
      w0 = add(add(w0, w9), add(vs0(w1), vs1(w14)));
      w1 = add(add(w1, w10), add(vs0(w2), vs1(w15)));
      w2 = add(add(w2, w11), add(vs0(w3), vs1(w0)));
      w3 = add(add(w3, w12), add(vs0(w4), vs1(w1)));
      w4 = add(add(w4, w13), add(vs0(w5), vs1(w2)));
      w5 = add(add(w5, w14), add(vs0(w6), vs1(w3)));
      w6 = add(add(w6, w15), add(vs0(w7), vs1(w4)));
      w7 = add(add(w7, w0), add(vs0(w8), vs1(w5)));
      w8 = add(add(w8, w1), add(vs0(w9), vs1(w6)));
      w9 = add(add(w9, w2), add(vs0(w10), vs1(w7)));
      w10 = add(add(w10, w3), add(vs0(w11), vs1(w8)));
      w11 = add(add(w11, w4), add(vs0(w12), vs1(w9)));
      w12 = add(add(w12, w5), add(vs0(w13), vs1(w10)));
      w13 = add(add(w13, w6), add(vs0(w14), vs1(w11)));
      w14 = add(add(w14, w7), add(vs0(w15), vs1(w12)));
      w15 = add(add(w15, w8), add(vs0(w0), vs1(w13)));
    }
    h0 = add(h0, a);
    h1 = add(h1, b);
    h2 = add(h2, c);
    h3 = add(h3, d);
    h4 = add(h4, e);
    h5 = add(h5, f);
    h6 = add(h6, g);
    h7 = add(h7, h);
  }
  v128.store(STATES, h0, 0);
  v128.store(STATES, h1, 16);
  v128.store(STATES, h2, 32);
  v128.store(STATES, h3, 48);
  v128.store(STATES, h4, 64);
  v128.store(STATES, h5, 80);
  v128.store(STATES, h6, 96);
  v128.store(STATES, h7, 112);
}

// The arguments of one update, as arrays with an item for each lane.
const CONTEXTS: usize = memory.data(16, 16);
const INPUTS: usize = memory.data(16, 16);
const LENGTHS: usize = memory.data(16, 16);
// @ts-ignore: decorator
@inline function get(array: usize, lane: usize): usize { return load<usize>(array + (lane << 2)); }
// @ts-ignore: decorator
@inline function set(array: usize, lane: usize, value: usize): void { store<usize>(array + (lane << 2), value); }

/** Takes `length` bytes off the front of a lane's input. */
function advance(lane: usize, length: usize): void {
  set(INPUTS, lane, get(INPUTS, lane) + length);
  set(LENGTHS, lane, get(LENGTHS, lane) - length);
}

/**
 * Updates four distinct contexts at once, each with its own address and byte count. Counts may differ; a count of 0
 * leaves its lane idle (its context is then not touched and may be 0). While two or more lanes have a whole block
 * the vector code runs; one lane alone takes the scalar code.
 */
export function sha256UpdateLanes(
  context0: usize, input0: usize, length0: u32,
  context1: usize, input1: usize, length1: u32,
  context2: usize, input2: usize, length2: u32,
  context3: usize, input3: usize, length3: u32,
): void {
  set(CONTEXTS, 0, context0); set(INPUTS, 0, input0); set(LENGTHS, 0, length0);
  set(CONTEXTS, 1, context1); set(INPUTS, 1, input1); set(LENGTHS, 1, length1);
  set(CONTEXTS, 2, context2); set(INPUTS, 2, input2); set(LENGTHS, 2, length2);
  set(CONTEXTS, 3, context3); set(INPUTS, 3, input3); set(LENGTHS, 3, length3);
  for (let lane: usize = 0; lane < 4; lane++) completePending(lane);
  while (true) {
    let live = 0;
    let blocks: u32 = -1;
    let spare: usize = 0;
    for (let lane: usize = 0; lane < 4; lane++) {
      const ready = <u32>get(LENGTHS, lane) >> 6;
      if (!ready) continue;
      live++;
      spare = get(INPUTS, lane);
      blocks = min<u32>(blocks, ready);
    }
    if (live < 2) break;
    compressReady(blocks, spare);
  }
  for (let lane: usize = 0; lane < 4; lane++) {
    const length = <u32>get(LENGTHS, lane);
    if (length) sha256Update(changetype<Sha256>(get(CONTEXTS, lane)), get(INPUTS, lane), length);
  }
}

/** Fills up a block begun by an earlier update, so that the lane starts on a block boundary. */
function completePending(lane: usize): void {
  const length = <u32>get(LENGTHS, lane);
  if (!length) return;
  const context = changetype<Sha256>(get(CONTEXTS, lane));
  const have = <u32>context.total & 63;
  if (!have) return;
  const taken = min<u32>(64 - have, length);
  sha256Update(context, get(INPUTS, lane), taken);
  advance(lane, taken);
}

/** Hashes `blocks` blocks of each lane that has one. Other lanes work on the bytes at `spare`, for nothing. */
function compressReady(blocks: u32, spare: usize): void {
  for (let lane: usize = 0; lane < 4; lane++) {
    if (!(get(LENGTHS, lane) >> 6)) continue;
    const context = get(CONTEXTS, lane);
    for (let word: usize = 0; word < 8; word++) {
      store<u32>(STATES + (word << 4) + (lane << 2), load<u32>(context + (word << 2)));
    }
  }
  compressLanes(
    get(LENGTHS, 0) >> 6 ? get(INPUTS, 0) : spare, get(LENGTHS, 1) >> 6 ? get(INPUTS, 1) : spare,
    get(LENGTHS, 2) >> 6 ? get(INPUTS, 2) : spare, get(LENGTHS, 3) >> 6 ? get(INPUTS, 3) : spare, blocks);
  const bytes = <usize>blocks << 6;
  for (let lane: usize = 0; lane < 4; lane++) {
    if (!(get(LENGTHS, lane) >> 6)) continue;
    const context = get(CONTEXTS, lane);
    for (let word: usize = 0; word < 8; word++) {
      store<u32>(context + (word << 2), load<u32>(STATES + (word << 4) + (lane << 2)));
    }
    changetype<Sha256>(context).total += bytes;
    advance(lane, bytes);
  }
}
