import { expect, test } from 'vitest';
import { cleanPath } from './clean-path.ts';
import { shortReferenceLabel } from './short-reference-label.ts';

test.each([
  ['/manifests/0/digest', ['tag latest', null], 'manifests[0], tag latest'],
  ['/0/Layers/12', [], '[0].Layers[12]'],
  ['/rootfs/diff_ids/0', [], 'rootfs.diff_ids[0]'],
  [`/0/LayerSources/sha256:${'a'.repeat(64)}/digest`, [], '[0].LayerSources.sha256:aaaaaaaaaaaa…'],
  ['', ['link'], 'link'],
  [`/${'x'.repeat(200)}`, [], `${'x'.repeat(79)}…`],
])('%s', (pointer, more, expected) => expect(shortReferenceLabel(pointer, ...more)).toBe(expected));

test.each([
  ['./a//b/', 'a/b', false],
  ['/a', 'a', true],
  ['a/../b', 'b', false],
  ['../a', 'a', true],
  ['a/../../b', 'b', true],
  ['./', '', false],
])('the name %s is the path %s', (name, path, escapes) => expect(cleanPath(name)).toEqual({ path, escapes }));
