/** What a test wants in a tar. Strings are binary: one character per byte. */
export interface TestEntry {
  readonly name?: string;
  /** One character; `0` when absent. */
  readonly flag?: string;
  readonly content?: string;
  /** Of the header field, when it is not the content's length. */
  readonly size?: number;
  readonly target?: string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly prefix?: string;
  readonly magic?: 'ustar' | 'gnu' | 'v7';
  /** Written into the finished block before the checksum is taken. */
  readonly patch?: readonly { readonly at: number; readonly text: string }[];
}

const MAGIC = { ustar: 'ustar\x0000', gnu: 'ustar  \0', v7: '' };
/** Two zero blocks. */
export const END_MARK = '\0'.repeat(1024);

/** One entry: header block, content, padding. */
export function testEntry(entry: TestEntry): string {
  const { content = '', magic = 'ustar' } = entry;
  const block = new Array<string>(512).fill('\0');
  const write = (at: number, text: string) => {
    [...text].forEach((char, i) => (block[at + i] = char));
  };
  write(0, (entry.name ?? 'file').slice(0, 100));
  write(100, octal(entry.mode ?? 0o644, 8));
  write(108, number(entry.uid ?? 0, 8));
  write(116, number(entry.gid ?? 0, 8));
  write(124, number(entry.size ?? content.length, 12));
  write(136, number(entry.mtime ?? 0, 12));
  write(156, entry.flag ?? '0');
  write(157, (entry.target ?? '').slice(0, 100));
  write(257, MAGIC[magic]);
  if (magic !== 'v7') write(329, octal(0, 8) + octal(0, 8));
  write(345, entry.prefix ?? '');
  for (const { at, text } of entry.patch ?? []) write(at, text);
  write(148, '        ');
  const sum = block.reduce((total, char) => total + char.charCodeAt(0), 0);
  write(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return block.join('') + content + '\0'.repeat((512 - (content.length % 512)) % 512);
}

/** A pax header with these records, for the entry behind it. */
export function paxHeader(records: Readonly<Record<string, string>>, flag = 'x'): string {
  const content = Object.entries(records)
    .map(([key, value]) => paxRecord(key, value))
    .join('');
  return testEntry({ name: 'PaxHeaders/x', flag, content });
}

export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (String(length).length + rest.length !== length) length++;
  return String(length) + rest;
}

/** A GNU long name (`L`) or long link target (`K`), for the entry behind it. */
export const longName = (name: string, flag: 'L' | 'K' = 'L'): string =>
  testEntry({ name: '././@LongLink', flag, content: `${name}\0`, magic: 'gnu' });

export function testTar(...parts: (TestEntry | string)[]): Uint8Array<ArrayBuffer> {
  return bytesOf(parts.map((part) => (typeof part === 'string' ? part : testEntry(part))).join('') + END_MARK);
}

export const bytesOf = (binary: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(binary, (char) => char.charCodeAt(0));

const octal = (value: number, width: number): string => `${value.toString(8).padStart(width - 1, '0')}\0`;

/** Octal where it fits, else base-256. */
function number(value: number, width: number): string {
  if (value >= 0 && value < 8 ** (width - 1)) return octal(value, width);
  let rest = BigInt(value);
  const bytes: number[] = [];
  for (let i = 0; i < width; i++) {
    bytes.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  }
  bytes[0] = value < 0 ? 0xff : 0x80;
  return String.fromCharCode(...bytes);
}
