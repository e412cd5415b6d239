/** Control characters that text files have: tab, line feed, form feed, carriage return, escape. */
const TEXT_CONTROLS: ReadonlySet<number> = new Set([9, 10, 12, 13, 27]);

/** True when the first bytes of a file are no text that a person could read: a zero byte, or more than a few other control bytes. */
export function looksBinary(bytes: Uint8Array): boolean {
  let controls = 0;
  for (const byte of bytes) {
    if (byte === 0) return true;
    if ((byte < 32 && !TEXT_CONTROLS.has(byte)) || byte === 127) controls += 1;
  }
  return controls > bytes.length / 50 || (controls > 0 && !isUtf8Start(bytes));
}

/** The last character may be cut off. */
function isUtf8Start(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // not UTF-8
  }
}
