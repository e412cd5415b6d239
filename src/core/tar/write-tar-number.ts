/**
 * Writes one numeric header field: octal text with a NUL behind it where the value fits, else GNU base-256, which every reader
 * of today takes.
 * @param value a safe integer in the field's own unit; negative ones are written in two's complement
 * @see GNU tar manual, "Extensions to the Archive Format"
 */
export function writeTarNumber(field: Uint8Array, value: number): void {
  const digits = field.length - 1;
  if (value >= 0 && value < 8 ** digits) {
    const text = value.toString(8).padStart(digits, '0');
    for (let i = 0; i < digits; i++) field[i] = text.charCodeAt(i);
    field[digits] = 0;
    return;
  }
  let rest = value;
  for (let i = digits; i > 0; i--) {
    // Divide, never shift: bit operators stop at 32 bits.
    const byte = ((rest % 256) + 256) % 256;
    field[i] = byte;
    rest = (rest - byte) / 256;
  }
  field[0] = value < 0 ? 0xff : 0x80;
}
