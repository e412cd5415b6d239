import { expect, test } from 'vitest';
import type { DumpFile, DumpModel, Reference } from './dump-model.ts';
import { planChecks } from './plan-checks.ts';

const [A, B, C] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string];
const LONG = 'd'.repeat(128);

const file = (path: string, more: Partial<DumpFile> = {}): DumpFile =>
  ({ path, size: 1, source: new Blob(['x']), kind: 'file', linkTarget: null, resolvesTo: null, ...more }) as DumpFile;
const reference = (path: string, relation: Reference['relation'], digest: string): Reference =>
  ({ from: 'index.json', path, relation, digest }) as Reference;

test('each file comes with what its name, links to it and references announce', () => {
  const model = {
    files: [
      file(`blobs/sha256/${A}`),
      file(`blobs/sha256/${B}`, { linkTarget: A, resolvesTo: 'plain' }),
      file(`blobs/sha512/${LONG}`),
      file('absent', { source: null }),
      file('plain'),
    ],
    images: [],
    references: [
      reference(`blobs/sha256/${A}`, 'manifest', `sha256:${A}`), // says what the name says
      reference(`blobs/sha256/${A}`, 'config', `sha256:${C}`),
      reference(`blobs/sha256/${A}`, 'diff-id', `sha256:${B}`),
      reference(`blobs/sha256/${A}`, 'subject', `sha512:${LONG}`), // asks for another algorithm, announces nothing
      reference('plain', 'layer', 'no digest'),
      reference('gone', 'layer', `sha256:${A}`),
    ],
  } as unknown as DumpModel;
  expect(planChecks(model).map(({ path, algorithms, expected }) => ({ path, algorithms, expected }))).toEqual([
    {
      path: `blobs/sha256/${A}`,
      algorithms: ['sha256', 'sha512'],
      expected: { digests: [`sha256:${A}`, `sha256:${C}`], diffIds: [`sha256:${B}`] },
    },
    {
      path: `blobs/sha512/${LONG}`,
      algorithms: ['sha256', 'sha512'],
      expected: { digests: [`sha512:${LONG}`], diffIds: [] },
    },
    { path: 'plain', algorithms: ['sha256'], expected: { digests: [`sha256:${B}`], diffIds: [] } },
  ]);
});
