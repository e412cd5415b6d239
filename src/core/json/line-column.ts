/**
 * Where an offset lies, as editors count: lines and columns start at 1, columns count bytes. `\r\n` is one line end.
 * @param offset in bytes; one past the last byte is allowed
 */
export function lineColumnAt(bytes: Uint8Array, offset: number): { line: number; column: number } {
  const end = Math.min(offset, bytes.length);
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < end; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart + 1 };
}
