import { createHash } from 'node:crypto';
import type { CreateContentHasher } from '../bytes/content-hasher.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { LayerReader } from '../layer/layer-reader.ts';
import { testTar } from './write-tar.ts';
import type { TestEntry } from './write-tar.ts';

/** Another 128-bit hash than the real one: nothing may depend on which it is. */
export const testContentHasher: CreateContentHasher = () => {
  let hash = createHash('md5');
  return {
    init: () => void (hash = createHash('md5')),
    update: (bytes) => void hash.update(bytes),
    digestInto: (target, offset) => target.set(hash.digest(), offset),
  };
};

/** The entries of a plain tar of these parts, content hashes included. */
export function layerOf(...parts: (TestEntry | string)[]): LayerEntries {
  const reader = new LayerReader({
    createHasher: () => ({ update: () => undefined, digestHex: () => '' }),
    createInflater: () => {
      throw new Error('not packed');
    },
    createContentHasher: testContentHasher,
  });
  reader.push(testTar(...parts));
  const { entries, fault } = reader.end();
  if (fault) throw new Error(fault.error.code);
  return entries;
}
