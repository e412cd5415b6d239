/** Above this a number with zeros behind it may no longer be exact. */
const EXACT = 1e15;

/** Compares whole numbers from 0 on as their decimal texts are compared: 10 comes before 9. No text is made of them. */
export function compareDecimals(a: number, b: number): number {
  if (a >= EXACT || b >= EXACT) return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
  // With as many digits both are compared as numbers; of 1 and 10 the shorter comes first.
  const digits = Math.max(digitsOf(a), digitsOf(b));
  return withDigits(a, digits) - withDigits(b, digits) || a - b;
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let limit = 10; limit <= value; limit *= 10) digits += 1;
  return digits;
}

function withDigits(value: number, digits: number): number {
  let longer = value;
  for (let have = digitsOf(value); have < digits; have++) longer *= 10;
  return longer;
}
