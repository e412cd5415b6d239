/** How many slips still count as the same digest mistyped. */
const MOST_SLIPS = 3;
/** Values longer than this are not compared: the cost is the product of both lengths. */
const LONGEST_COMPARED = 256;

/**
 * The candidate that was most likely meant by a malformed digest: at most three characters changed, missing or too
 * many, after blanks, capitals and a missing `sha256:` were put right.
 * @param candidates well-formed digests; the first of several equally near ones wins
 */
export function nearestDigest(value: string, candidates: Iterable<string>): string | null {
  if (value.length > LONGEST_COMPARED) return null;
  const wanted = normalise(value);
  if (wanted.length < 16) return null; // too little to tell one digest from another
  const pieces = piecesOf(wanted);
  let best: string | null = null;
  let bestDistance = MOST_SLIPS + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    // Three slips spoil three of four pieces at most: one must be there unchanged. Cheap, and nearly always decides.
    if (!pieces.some((piece) => candidate.includes(piece))) continue;
    const distance = editDistance(wanted, candidate, bestDistance);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
    if (distance === 0) break;
  }
  return best;
}

function normalise(value: string): string {
  const text = value.replace(/\s/g, '').toLowerCase();
  return text.includes(':') ? text : `sha256:${text}`;
}

function piecesOf(text: string): string[] {
  const encoded = text.slice(text.indexOf(':') + 1);
  const length = Math.max(1, Math.floor(encoded.length / (MOST_SLIPS + 1)));
  return Array.from({ length: MOST_SLIPS + 1 }, (_, i) => encoded.slice(i * length, (i + 1) * length)).filter(
    (piece) => piece !== '',
  );
}

/** Levenshtein's distance, or `limit` as soon as it cannot be below it. */
function editDistance(a: string, b: string, limit: number): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substituted = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substituted, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    if (Math.min(...row) >= limit) return limit;
    previous = row;
  }
  return Math.min(previous[b.length] as number, limit);
}

/**
 * Which characters of two texts differ, with the fewest changes that lead from one to the other.
 * @returns indexes into each; a character that one text lacks is marked in the other only
 */
export function diffDigests(a: string, b: string): { readonly a: readonly number[]; readonly b: readonly number[] } {
  if (a.length > LONGEST_COMPARED || b.length > LONGEST_COMPARED) return diffByPlace(a, b);
  const width = b.length + 1;
  const costs = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => costs[i * width + j] as number;
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      if (i === 0 || j === 0) costs[i * width + j] = i + j;
      else {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        costs[i * width + j] = Math.min(at(i - 1, j - 1) + same, at(i - 1, j) + 1, at(i, j - 1) + 1);
      }
    }
  }
  const marks = { a: [] as number[], b: [] as number[] };
  let [i, j] = [a.length, b.length];
  while (i > 0 || j > 0) {
    const same = i > 0 && j > 0 && a[i - 1] === b[j - 1];
    if (i > 0 && j > 0 && at(i, j) === at(i - 1, j - 1) + (same ? 0 : 1)) {
      i -= 1;
      j -= 1;
      if (!same) {
        marks.a.unshift(i);
        marks.b.unshift(j);
      }
    } else if (i > 0 && at(i, j) === at(i - 1, j) + 1) {
      i -= 1;
      marks.a.unshift(i);
    } else {
      j -= 1;
      marks.b.unshift(j);
    }
  }
  return marks;
}

function diffByPlace(a: string, b: string): { a: number[]; b: number[] } {
  const marks = { a: [] as number[], b: [] as number[] };
  for (let i = 0; i < Math.min(Math.max(a.length, b.length), LONGEST_COMPARED); i += 1) {
    if (a[i] === b[i]) continue;
    if (i < a.length) marks.a.push(i);
    if (i < b.length) marks.b.push(i);
  }
  return marks;
}
