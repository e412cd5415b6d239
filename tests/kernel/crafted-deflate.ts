import type { SeededRandom } from './seeded-random.ts';

const PRECODE_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const END_OF_BLOCK = 256;

/** A code and its length in bits, by symbol. */
type Code = readonly [code: number, length: number];

/** Writes bits as deflate does: numbers from the lowest bit, codes from the highest. */
export class BitWriter {
  readonly #bytes: number[] = [];
  #pending = 0;
  #count = 0;

  number(value: number, length: number): void {
    for (let i = 0; i < length; i++) this.#bit((value >> i) & 1);
  }

  code(code: Code | undefined): void {
    if (!code) throw new Error('This symbol has no code.');
    for (let i = code[1] - 1; i >= 0; i--) this.#bit((code[0] >> i) & 1);
  }

  bytes(): Buffer {
    return Buffer.from(this.#count > 0 ? [...this.#bytes, this.#pending] : this.#bytes);
  }

  #bit(bit: number): void {
    this.#pending |= bit << this.#count++;
    if (this.#count < 8) return;
    this.#bytes.push(this.#pending);
    this.#pending = this.#count = 0;
  }
}

/**
 * Dynamic blocks with arbitrary complete codes, to 15 bits deep, which no compressor would choose; a few of them
 * broken on purpose.
 */
export function craftedDeflate(random: SeededRandom): Buffer {
  const writer = new BitWriter();
  const blocks = 1 + random.int(3);
  for (let block = 0; block < blocks; block++) writeBlock(random, writer, block === blocks - 1);
  return writer.bytes();
}

function writeBlock(random: SeededRandom, writer: BitWriter, isFinal: boolean): void {
  const literalCount = 257 + random.int(30);
  const distanceCount = 1 + random.int(30);
  const others = random.shuffle([...Array(literalCount).keys()].filter((symbol) => symbol !== END_OF_BLOCK));
  const literals = others.slice(0, 1 + random.int(literalCount - 1));
  literals.splice(random.int(Math.min(3, literals.length)), 0, END_OF_BLOCK);
  const distances = random.shuffle([...Array(distanceCount).keys()]).slice(0, random.int(distanceCount + 1));
  const literalLengths = randomLengths(random, literals, literalCount, 15, random.chance(0.5));
  if (!literalLengths[END_OF_BLOCK]) return;
  const distanceLengths = randomLengths(random, distances, distanceCount, 15, random.chance(0.5));
  if (distances.length === 0) distanceLengths.fill(0);
  if (distances.length === 1) distanceLengths[distances[0] ?? 0] = 1; // the lone code that zlib allows
  // Usually over-subscribed or incomplete.
  if (random.chance(0.03)) literalLengths[random.int(literalCount)] = random.int(16);
  if (random.chance(0.03)) distanceLengths[random.int(distanceCount)] = random.int(16);
  writer.number(isFinal ? 1 : 0, 1);
  writer.number(2, 2);
  writer.number(literalCount - 257, 5);
  writer.number(distanceCount - 1, 5);
  writeLengths(random, writer, [...literalLengths, ...distanceLengths]);
  writeSymbols(random, writer, canonicalCodes(literalLengths), canonicalCodes(distanceLengths));
}

/** Code lengths of a complete code for `symbols`, by splitting leaves of a tree; `skew` makes it deep. */
function randomLengths(random: SeededRandom, symbols: number[], count: number, limit: number, skew: boolean): number[] {
  const leaves = [0];
  while (leaves.length < symbols.length) {
    const open = leaves.filter((depth) => depth < limit);
    if (open.length === 0) break;
    const depth = skew && random.chance(0.8) ? Math.max(...open) : random.pick(open);
    leaves.splice(leaves.indexOf(depth), 1, depth + 1, depth + 1);
  }
  random.shuffle(leaves);
  const lengths = Array<number>(count).fill(0);
  leaves.forEach((depth, i) => (lengths[symbols[i] ?? 0] = depth));
  return lengths;
}

/** RFC 1951, section 3.2.2. */
function canonicalCodes(lengths: readonly number[]): Map<number, Code> {
  const used = lengths.map((length, symbol) => ({ length, symbol })).filter(({ length }) => length > 0);
  used.sort((a, b) => a.length - b.length || a.symbol - b.symbol);
  const codes = new Map<number, Code>();
  let next = 0;
  let last = 0;
  for (const { length, symbol } of used) {
    next <<= length - last;
    last = length;
    codes.set(symbol, [next++, length]);
  }
  return codes;
}

function writeLengths(random: SeededRandom, writer: BitWriter, lengths: readonly number[]): void {
  const symbols = random.shuffle([...PRECODE_ORDER.keys()]);
  const precodeLengths = randomLengths(random, symbols, 19, 7, random.chance(0.3));
  const codes = canonicalCodes(precodeLengths);
  writer.number(15, 4);
  for (const symbol of PRECODE_ORDER) writer.number(precodeLengths[symbol] ?? 0, 3);
  for (let at = 0; at < lengths.length;) {
    const length = lengths[at] ?? 0;
    let run = 1;
    while (lengths[at + run] === length) run++;
    const repeat = (symbol: number, least: number, most: number, bits: number): void => {
      run = Math.min(run, most);
      writer.code(codes.get(symbol));
      writer.number(run - least, bits);
      at += run;
    };
    if (length === 0 && run >= 11 && random.chance(0.9)) repeat(18, 11, 138, 7);
    else if (length === 0 && run >= 3 && random.chance(0.9)) repeat(17, 3, 10, 3);
    else if (at > 0 && length === lengths[at - 1] && run >= 3 && random.chance(0.9)) repeat(16, 3, 6, 2);
    else {
      writer.code(codes.get(length));
      at++;
    }
  }
}

/** Literals and matches, mostly with distances that exist. */
function writeSymbols(
  random: SeededRandom,
  writer: BitWriter,
  literals: Map<number, Code>,
  far: Map<number, Code>,
): void {
  const bytes = [...literals.keys()].filter((symbol) => symbol < END_OF_BLOCK);
  const matches = [...literals.keys()].filter((symbol) => symbol > END_OF_BLOCK);
  const distances = [...far.keys()];
  const near = distances.filter((symbol) => symbol < 10);
  const count = random.int(random.pick([10, 300, 3000]));
  for (let i = 0; i < count; i++) {
    const canMatch = matches.length > 0 && distances.length > 0;
    if (bytes.length > 0 && (i < 40 || !canMatch || random.chance(0.7))) writer.code(literals.get(random.pick(bytes)));
    else if (canMatch) {
      const symbol = random.pick(matches);
      const lengthBits = symbol < 265 || symbol === 285 ? 0 : (symbol - 261) >> 2;
      writer.code(literals.get(symbol));
      writer.number(random.int(1 << lengthBits), lengthBits);
      const distance = near.length > 0 && random.chance(0.98) ? random.pick(near) : random.pick(distances);
      const distanceBits = distance < 4 ? 0 : (distance >> 1) - 1;
      writer.code(far.get(distance));
      writer.number(random.chance(0.98) ? 0 : random.int(1 << distanceBits), distanceBits);
    }
  }
  const end = literals.get(END_OF_BLOCK);
  if (end) writer.code(end); // missing where the code was broken on purpose
}
