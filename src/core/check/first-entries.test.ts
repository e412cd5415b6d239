import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf } from '../testing/write-tar.ts';
import { toBinary } from '../bytes/byte-names.ts';
import { LayerEntriesBuilder } from '../layer/layer-entries-builder.ts';
import { CleanName, cleanEntryPath } from './clean-entry-path.ts';
import { FirstEntries } from './first-entries.ts';

const name = fc
  .array(fc.constantFrom('a', 'b', '.', '..', '', '...', '.a', 'é', '.wh.a'), { maxLength: 5 })
  .map((parts) => Buffer.from(parts.join('/'), 'utf8').toString('latin1'));

test('names are cleaned in bytes as they are as text', () => {
  fc.assert(
    fc.property(name, (written) => {
      // Among other names, as they lie in a column.
      const around = bytesOf(`./${written}/`);
      const { bytes, start, end, escapes } = new CleanName().become(around, 2, around.length - 1);
      expect({ path: toBinary(bytes.subarray(start, end)), escapes }).toEqual(cleanEntryPath(written));
    }),
    { numRuns: 2000 },
  );
});

test('the first entry of each path is found, as a map would find it', () => {
  fc.assert(
    fc.property(fc.array(name, { maxLength: 40 }), (names) => {
      const entries = entriesNamed(names);
      const first = new FirstEntries(entries);
      const model = new Map<string, number>();
      names.forEach((written, i) => {
        const { path } = cleanEntryPath(written);
        expect(first.add(i, new CleanName().become(bytesOf(written)))).toBe(!model.has(path));
        if (!model.has(path)) model.set(path, i);
      });
      for (const written of names) {
        const { path } = cleanEntryPath(written);
        expect(first.get(path)).toBe(model.get(path));
      }
      expect(first.get('not/there')).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

function entriesNamed(names: readonly string[]) {
  const builder = new LayerEntriesBuilder();
  for (const written of names) {
    builder.add({
      type: 'file',
      typeFlag: 48,
      nameBytes: bytesOf(written),
      linkBytes: new Uint8Array(0),
      mode: 0o644,
      uid: 0,
      gid: 0,
      size: 0,
      storedSize: 0,
      sparse: false,
      mtimeSeconds: 0,
      deviceMajor: 0,
      deviceMinor: 0,
      format: 'ustar',
      userName: '',
      groupName: '',
      xattrs: [],
      headerOffset: 0,
      dataOffset: 0,
    });
  }
  return builder.finish();
}
