import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, longName, paxHeader, testEntry } from '../testing/write-tar.ts';
import { headerFields } from './header-fields.ts';

describe('headerFields', () => {
  test('records first, then the fields of the header, with their bytes', () => {
    const before = paxHeader({ path: 'long/é', mtime: '1.5', 'SCHILY.xattr.user.x': 'v' });
    const header = bytesOf(before + testEntry({ name: 'short', mode: 0o4755, mtime: 86_400, size: 5 }));
    const fields = headerFields(header, before.length);
    const values = fields.map(({ name, value }) => [name, value]);
    expect(values).toContainEqual(['path', 'long/\\xe9']);
    expect(values).toContainEqual(['Mode', '4755']);
    expect(values).toContainEqual(['Changed', '1970-01-02 00:00:00 UTC']);
    expect(values).toContainEqual(['Size', '5 bytes']);
    expect(values).toContainEqual(['Format', 'POSIX ustar']);
    for (const { start, end, name } of fields) {
      expect(end, name).toBeGreaterThan(start);
      expect(end, name).toBeLessThanOrEqual(header.length);
    }
    const path = fields.find(({ name }) => name === 'path');
    expect(String.fromCharCode(...header.subarray(path?.start, path?.end))).toMatch(/^\d+ path=long/);
    expect(fields.find(({ name }) => name === 'SCHILY.xattr.user.x')?.note).toContain('extended attribute');
  });

  test('GNU names', () => {
    const before = longName('n'.repeat(200));
    const fields = headerFields(bytesOf(before + testEntry({ name: 'n', magic: 'gnu' })), before.length);
    expect(fields.find(({ name }) => name === 'Long name')?.value).toBe('n'.repeat(200));
    expect(fields.filter(({ name }) => name === 'Format').map(({ value }) => value)).toEqual(['GNU', 'GNU']);
  });

  test('whatever the bytes, fields lie within them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(1535), byte: fc.nat(255) }), { maxLength: 30 }),
        fc.constantFrom(0, 512, 1024),
        (changes, headerAt) => {
          const bytes = bytesOf(paxHeader({ path: 'a' }) + testEntry({ name: 'x' }));
          for (const { at, byte } of changes) bytes[at] = byte;
          for (const { start, end } of headerFields(bytes, headerAt)) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(bytes.length);
          }
        },
      ),
      { seed: 20240607, numRuns: 500 },
    );
  });
});
