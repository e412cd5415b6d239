/** Paths by their small letters; the first of several wins. For needed files that exist only in other letter case. */
export function sameButForCase(paths: Iterable<string>): ReadonlyMap<string, string> {
  const byLowerCase = new Map<string, string>();
  for (const path of paths) {
    const key = path.toLowerCase();
    if (!byLowerCase.has(key)) byLowerCase.set(key, path);
  }
  return byLowerCase;
}
