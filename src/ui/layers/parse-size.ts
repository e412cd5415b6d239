const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  g: 1e9,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** Bytes of `10 MB`, `1.5g`, `4 KiB`, `14,848`; null for nothing written, undefined for what is no size. Powers of 1000. */
export function parseSize(text: string): number | null | undefined {
  const written = text.trim().toLowerCase().replaceAll(',', '');
  if (written === '') return null;
  const match = /^(\d{1,15}(?:\.\d{1,9})?)\s*([a-z]*)$/.exec(written);
  const unit = UNITS[match?.[2] ?? '?'];
  const bytes = match && unit !== undefined ? Math.round(Number(match[1]) * unit) : NaN;
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}
