// What SHA-256 does with four words at once, one in each 32-bit lane of a v128.

// FIPS 180-4, section 4.1.2: sigma 0 and 1.
// @ts-ignore: decorator
@inline export function add(x: v128, y: v128): v128 { return i32x4.add(x, y); }
// @ts-ignore: decorator
@inline export function ror(x: v128, n: i32): v128 { return v128.or(i32x4.shr_u(x, n), i32x4.shl(x, 32 - n)); }
// @ts-ignore: decorator
@inline export function xor3(x: v128, y: v128, z: v128): v128 { return v128.xor(v128.xor(x, y), z); }
// @ts-ignore: decorator
@inline export function vs0(x: v128): v128 { return xor3(ror(x, 7), ror(x, 18), i32x4.shr_u(x, 3)); }
// @ts-ignore: decorator
@inline export function vs1(x: v128): v128 { return xor3(ror(x, 17), ror(x, 19), i32x4.shr_u(x, 10)); }

/** Reads four big-endian words. */
// @ts-ignore: decorator
@inline export function bigEndian(x: v128): v128 { return i8x16.shuffle(x, x, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12); }

// Steps of turning four rows of four words into columns.
// @ts-ignore: decorator
@inline export function low32(x: v128, y: v128): v128 { return i32x4.shuffle(x, y, 0, 4, 1, 5); }
// @ts-ignore: decorator
@inline export function high32(x: v128, y: v128): v128 { return i32x4.shuffle(x, y, 2, 6, 3, 7); }
// @ts-ignore: decorator
@inline export function low64(x: v128, y: v128): v128 { return i64x2.shuffle(x, y, 0, 2); }
// @ts-ignore: decorator
@inline export function high64(x: v128, y: v128): v128 { return i64x2.shuffle(x, y, 1, 3); }
