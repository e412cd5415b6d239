import fc from 'fast-check';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { layerOf } from './layer-of.ts';
import type { TestEntry } from './write-tar.ts';

const part = fc.constantFrom('a', 'b', 'C', 'a.so', 'é');
const path = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map((parts) => Buffer.from(parts.join('/'), 'utf8').toString('latin1'));

const entry = fc
  .record({
    name: path,
    kind: fc.constantFrom('file', 'file', 'file', 'dir', 'link', 'whiteout', 'opaque'),
    content: fc.constantFrom('', 'x', 'y', 'long one'),
    mode: fc.constantFrom(0o644, 0o755, 0o4755),
    uid: fc.constantFrom(0, 5),
    mtime: fc.constantFrom(0, 7, 9),
  })
  .map(({ name, kind, content, ...rest }): TestEntry => {
    if (kind === 'dir') return { name: `${name}/`, flag: '5', ...rest };
    if (kind === 'link') return { name, flag: '2', target: 'a', ...rest };
    if (kind === 'opaque') return { name: `${name}/.wh..wh..opq` };
    return kind === 'file' ? { name, content, ...rest } : { name: name.replace(/[^/]*$/, '.wh.$&') };
  });

/** Images of up to five small layers, with few names, so that they meet: files, folders, links, deletion marks. */
export const imageArbitrary: fc.Arbitrary<LayerEntries[]> = fc.array(
  fc.array(entry, { maxLength: 8 }).map((entries) => layerOf(...entries)),
  { minLength: 1, maxLength: 5 },
);
