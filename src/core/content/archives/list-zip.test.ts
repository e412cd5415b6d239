import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf } from '../../testing/write-tar.ts';
import type { ContentReader } from '../content-reader.ts';
import { listZip } from './list-zip.ts';

const readerOf = (bytes: Uint8Array): ContentReader => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});

const u16 = (value: number) => String.fromCharCode(value & 255, (value >> 8) & 255);

const u32 = (value: number) => u16(value & 0xffff) + u16(value >>> 16);

const u64 = (value: number) => u32(value >>> 0) + u32(Math.floor(value / 2 ** 32));

interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly extra?: string;
  readonly isEncrypted?: boolean;
}

/** A central directory and its end; the contents are not there, since nobody reads them. */
function zip(entries: readonly ZipEntry[], { front = '', comment = '', large = false } = {}): Uint8Array {
  const directory = entries
    .map(
      ({ name, size, packed, extra = '', isEncrypted = false }) =>
        `PK\x01\x02${u16(0x0314)}${u16(20)}${u16(isEncrypted ? 0x801 : 0x800)}${u16(8)}${u16(0x6000)}${u16(0x58a1)}${u32(0)}${u32(packed)}${u32(size)}` +
        `${u16(name.length)}${u16(extra.length)}${u16(0)}${u16(0)}${u16(0)}${u32(0o100644 * 65536)}${u32(0)}${name}${extra}`,
    )
    .join('');
  const count = u16(entries.length);
  const record = large
    ? `PK\x06\x06${u64(44)}${u16(45)}${u16(45)}${u32(0)}${u32(0)}${u64(entries.length)}${u64(entries.length)}${u64(directory.length)}${u64(front.length)}` +
      `PK\x06\x07${u32(0)}${u64(front.length + directory.length)}${u32(1)}`
    : '';
  const end = large
    ? `PK\x05\x06${u16(0)}${u16(0)}${u16(0xffff)}${u16(0xffff)}${u32(0xffffffff)}${u32(0xffffffff)}`
    : `PK\x05\x06${u16(0)}${u16(0)}${count}${count}${u32(directory.length)}${u32(0)}`;
  return bytesOf(front + directory + record + end + u16(comment.length) + comment);
}

describe('zip', () => {
  const entries = [
    { name: 'd/', size: 0, packed: 0 },
    { name: 'd/\xc3\xa4.txt', size: 1000, packed: 10 },
  ];

  test.each([
    ['plain', {}],
    ['with a comment that looks like an end', { comment: 'PK\x05\x06 but not' }],
    ['behind a program', { front: '#!/bin/sh\n'.repeat(50) }],
    ['zip64', { large: true }],
    ['zip64 behind a program', { large: true, front: 'x'.repeat(999) }],
  ])('%s', async (_, options) => {
    const { entries: listed, total, fault } = await listZip(readerOf(zip(entries, options)));
    expect(fault).toBeNull();
    expect(total).toBe(2);
    const mtimeSeconds = Date.UTC(2024, 4, 1, 12) / 1000;
    expect(listed).toEqual([
      { name: 'd/', type: 'folder', size: 0, packedSize: 0, mtimeSeconds, isEncrypted: false },
      { name: 'd/ä.txt', type: 'file', size: 1000, packedSize: 10, mtimeSeconds, isEncrypted: false },
    ]);
  });

  test('what takes a password is marked', async () => {
    const mixed = [
      { name: 'open', size: 1, packed: 1 },
      { name: 'shut', size: 1, packed: 13, isEncrypted: true },
    ];
    expect((await listZip(readerOf(zip(mixed)))).entries.map((entry) => entry.isEncrypted)).toEqual([false, true]);
  });

  test('sizes above 4 GiB come from the extra field', async () => {
    const extra = u16(0x5455) + u16(1) + 'x' + u16(1) + u16(16) + u64(9 * 2 ** 30) + u64(5 * 2 ** 30);
    const { entries: listed } = await listZip(readerOf(zip([{ name: 'a', size: -1, packed: -1, extra }])));
    expect(listed[0]).toMatchObject({ size: 9 * 2 ** 30, packedSize: 5 * 2 ** 30 });
  });

  test('many entries, read in windows', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => ({ name: `folder/file-${i}`, size: i, packed: i }));
    const { entries: listed, total, fault } = await listZip(readerOf(zip(many)));
    expect([listed.length, total, fault]).toEqual([20_000, 20_000, null]);
    expect(listed.at(-1)).toMatchObject({ name: 'folder/file-19999', size: 19_999 });
  });

  test('one that is cut or damaged says so, and keeps what it has', async () => {
    const whole = zip(entries);
    expect((await listZip(readerOf(whole.slice(0, -5)))).fault).toContain('end record');
    const damaged = whole.slice();
    damaged[47 + entries[0]!.name.length] = 0;
    expect(await listZip(readerOf(damaged))).toMatchObject({ total: 2, entries: [{ name: 'd/' }] });
  });

  test('whatever the bytes, it ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(300), byte: fc.nat(255) }), { maxLength: 8 }),
        fc.boolean(),
        async (changes, large) => {
          const bytes = zip(entries, { large });
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          const { entries: listed } = await listZip(readerOf(bytes));
          expect(listed.length).toBeLessThan(10);
        },
      ),
      { seed: 20240607, numRuns: 800 },
    );
  });
});
