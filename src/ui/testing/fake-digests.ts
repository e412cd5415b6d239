/** 64 hex digits that depend on `seed` alone. */
export function fakeHex(seed: number): string {
  let state = (seed + 1) * 2654435761;
  let hex = '';
  while (hex.length < 64) {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    hex += state.toString(16).padStart(8, '0');
  }
  return hex.slice(0, 64);
}
export const fakeBlob = (seed: number): string => `blobs/sha256/${fakeHex(seed)}`;
export const fakeDigest = (seed: number): string => `sha256:${fakeHex(seed)}`;
