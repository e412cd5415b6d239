// What each symbol of the three alphabets means: table entries (huffman.ts) that lack only the code length.

import { END_OF_BLOCK, LITERAL, SPECIAL, wordAt } from './huffman';

/** Code lengths (0-15) and the three repeats. */
export const PRECODE_SYMBOLS: usize = memory.data(19 * 4, 4);
export const LITERAL_SYMBOLS: usize = memory.data(288 * 4, 4);
export const DISTANCE_SYMBOLS: usize = memory.data(32 * 4, 4);

for (let i: u32 = 0; i < 19; i++) {
  store<u32>(wordAt(PRECODE_SYMBOLS, i), (i << 16) | (i < 16 ? 0 : i == 16 ? 2 : i == 17 ? 3 : 7));
}
for (let i: u32 = 0; i < 256; i++) store<u32>(wordAt(LITERAL_SYMBOLS, i), LITERAL | (i << 16));
store<u32>(wordAt(LITERAL_SYMBOLS, 256), SPECIAL | END_OF_BLOCK);
// RFC 1951, section 3.2.5: eight length codes without extra bits, then four for each count of extra bits, and 258
// apart; distances likewise, four and then two.
for (let i: u32 = 0, base: u32 = 3; i < 28; i++) {
  const extra = i < 8 ? 0 : (i >> 2) - 1;
  store<u32>(wordAt(LITERAL_SYMBOLS, 257 + i), (base << 16) | extra);
  base += 1 << extra;
}
store<u32>(wordAt(LITERAL_SYMBOLS, 285), 258 << 16);
store<u32>(wordAt(LITERAL_SYMBOLS, 286), SPECIAL);
store<u32>(wordAt(LITERAL_SYMBOLS, 287), SPECIAL);
for (let i: u32 = 0, base: u32 = 1; i < 30; i++) {
  const extra = i < 4 ? 0 : (i >> 1) - 1;
  store<u32>(wordAt(DISTANCE_SYMBOLS, i), (base << 16) | extra);
  base += 1 << extra;
}
store<u32>(wordAt(DISTANCE_SYMBOLS, 30), SPECIAL);
store<u32>(wordAt(DISTANCE_SYMBOLS, 31), SPECIAL);
