import { beforeAll, describe, expect, test } from 'vitest';
import { fixtureNames } from '../../../tests/support/fixtures.ts';
import { FINDINGS_PER_CODE } from '../limits.ts';
import { judge } from '../report/judge.ts';
import { countChecked } from '../report/count-checked.ts';
import type { Verdict } from '../report/report.ts';
import { checkInput, codesOf, findingsOf } from '../testing/check-input.ts';
import { hybridOf, layoutOf, type Files } from '../testing/image-parts.ts';
import { fixtureInput } from '../testing/open-input.ts';
import { checkDump } from './check-dump.ts';
import { CheckedDump, type CheckInput } from './checked-dump.ts';
import { RULES } from './rules.ts';

/** What the kitchen image has on purpose, whoever wrote it. */
const KITCHEN = ['entry-device', 'secret-deleted-later', 'secret-in-config'];
/** Verdict and codes of each real dump; one whose name is not here is sound and has no finding but those of the kitchen. */
const EXPECTED: Readonly<Record<string, readonly [Verdict, ...string[]]>> = {
  'docker1-kitchen': ['warnings', 'legacy-v1-only', 'entry-device', 'secret-deleted-later', 'secret-in-config'],
  'docker20-multi.tar': ['sound', ...KITCHEN, 'docker-manifest-many'],
  'docker25-hello-world': ['broken', 'blob-missing', 'blob-legacy-v1'],
  'docker26-classic-by-id.tar': ['sound', 'blob-legacy-v1'],
  'docker26-classic-hello.tar': ['sound', 'blob-legacy-v1'],
  'docker26-classic-kitchen.tar': ['sound', 'blob-legacy-v1', ...KITCHEN],
  'docker26-classic-multi.tar': ['sound', 'blob-legacy-v1', ...KITCHEN, 'docker-manifest-many'],
  'docker26-containerd-multi.tar': ['sound', ...KITCHEN, 'docker-manifest-many'],
  'oras-artifact': ['sound', 'docker-manifest-missing', 'media-type-unknown'],
  'oras-referrers': ['sound', 'index-entries-unnamed', 'docker-manifest-missing', ...KITCHEN],
  'skopeo-oci-encrypted': ['incomplete', 'docker-manifest-missing', 'layer-encrypted', 'secret-in-config'],
};

const isLayoutOnly = ({ model }: CheckInput): boolean =>
  model.files.every(({ path }) => path !== 'manifest.json') && model.dialect !== 'docker-1';
const hasDevice = ({ checks }: CheckInput): boolean =>
  [...checks.values()].some(({ layer }) => layer?.entries.types.includes(5));

describe.each(fixtureNames())('%s', (name) => {
  let input: CheckInput;
  beforeAll(async () => {
    input = await checkInput(await fixtureInput(name));
  });

  test('has the verdict and the findings written down for it', () => {
    const findings = checkDump(input);
    const checked = countChecked(new CheckedDump(input));
    const [verdict, ...codes] = EXPECTED[name] ?? [
      'sound',
      ...(isLayoutOnly(input) ? ['docker-manifest-missing'] : []),
      ...(hasDevice(input) ? KITCHEN : []),
    ];
    expect(codesOf(findings).sort()).toEqual([...codes].sort());
    expect(judge({ model: input.model, findings, checked, phase: 'complete' })).toBe(verdict);
  });

  test('no rule yields a code that it does not list', () => {
    const dump = new CheckedDump(input);
    for (const rule of RULES) for (const { code } of rule.run(dump)) expect(rule.codes).toContain(code);
  });

  test('before anything is read, nothing is called wrong that is not', () => {
    const early = checkDump({ ...input, checks: new Map() });
    const late = new Set(checkDump(input).map(({ code }) => code));
    for (const { code, severity } of early) if (severity === 'error') expect(late).toContain(code);
  });
});

test('every code is listed by a rule, save the one that counts the rest', () => {
  const codes = new Set(RULES.flatMap((rule) => rule.codes));
  expect(codes.size).toBeGreaterThan(90);
  expect(codes.has('findings-left-out')).toBe(false);
});

test('at most so many findings of one code, and the rest is counted', async () => {
  const stray = Object.fromEntries(Array.from({ length: FINDINGS_PER_CODE + 7 }, (_, i) => [`stray-${i}`, 'x']));
  const findings = await findingsOf({ ...hybridOf(), ...stray });
  expect(findings.filter(({ code }) => code === 'stray-file')).toHaveLength(FINDINGS_PER_CODE);
  expect(findings.at(-1)).toMatchObject({
    code: 'findings-left-out',
    severity: 'note',
    args: { code: 'stray-file', count: 7 },
  });
});

test('foreign keys and values are only data: nothing throws', async () => {
  const odd: Files[] = [
    layoutOf({
      index: (index) => Object.assign(index, JSON.parse('{"__proto__":{"digest":1},"constructor":[]}') as object),
    }),
    layoutOf({
      files: (files) =>
        (files['index.json'] = '{"schemaVersion":2,"manifests":[null,1,"x",{},{"digest":{}},{"platform":[]}]}'),
    }),
    layoutOf({
      config: (config) => Object.assign(config, { rootfs: { type: 1, diff_ids: {} }, history: 'x', config: [] }),
    }),
    layoutOf({ manifest: (manifest) => Object.assign(manifest, { layers: { a: 1 }, config: 'x' }) }),
    { ...hybridOf(), 'manifest.json': '[{"Config":1,"Layers":{"a":1},"RepoTags":"x","LayerSources":[1]},null]' },
    { ...hybridOf(), repositories: '[[[[]]]]' },
  ];
  for (const files of odd) expect(codesOf(await findingsOf(files)).length).toBeGreaterThan(0);
});
