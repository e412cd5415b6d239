import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixturePath } from '../../../../tests/support/fixtures.ts';
import { parseJson } from '../../json/parse-json.ts';
import { createHasher } from '../../testing/open-input.ts';
import { goContainerConfig } from './go-container-config.ts';
import { goString, goTime } from './go-json.ts';
import { hashText, legacyHashInput } from './legacy-id.ts';
import { proveLegacy } from './prove-legacy.ts';
import { LEGACY_VARIANTS, rebuildLegacy } from './rebuild-legacy.ts';

const bytesOf = (hex: string): Uint8Array => readFileSync(fixturePath(`docker25-hello-world/blobs/sha256/${hex}`));
const legacyName = 'b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8';
const chainId = 'sha256:ac28800ec8bb38d5c35b49d45a6ac4777544941199075dff8c4eb63e093aa81e';
const id = 'df1c22f7c9ab11ff627ce477eae827d0eb29e637b95bffe1c5fd3f414ace672c';
const legacy = parseJson(legacyName, bytesOf(legacyName));
const config = parseJson('config', bytesOf('d2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a'));
const json = (text: string) => parseJson('x', new TextEncoder().encode(text));
const root = (text: string) => json(text).root ?? undefined;

test('hello-world: the id, recomputed from the blob, and the file, rebuilt from the config', () => {
  const input = legacyHashInput(legacy, chainId, { withOs: true, parentPrefix: true }) ?? '';
  expect(input.startsWith('{"architecture":"amd64","config":{"Hostname":""')).toBe(true);
  expect(hashText(input, createHasher)).toBe(id);
  const images = [{ config: config.root, chainIds: [chainId] }];
  const [proof] = proveLegacy([{ document: legacy, namedSha256: legacyName }], images, createHasher);
  expect(proof).toMatchObject({
    path: legacyName,
    id,
    proof: 'rebuilt',
    image: 0,
    layer: 1,
    chainId,
    hashInput: input,
  });
  expect(proof?.rebuilt).toBe(new TextDecoder().decode(legacy.bytes));
});

test('one other letter anywhere, and there is no proof', () => {
  const images = [{ config: config.root, chainIds: [chainId] }];
  const text = new TextDecoder().decode(legacy.bytes);
  const odd = json(text.replace('/hello', '/hullo'));
  for (const namedSha256 of [legacyName, null]) {
    expect(proveLegacy([{ document: odd, namedSha256 }], images, createHasher)).toMatchObject([
      { proof: 'shape', image: null, rebuilt: null },
    ]);
  }
  const other = [{ config: config.root, chainIds: [chainId.replace('ac', 'ca')] }];
  expect(proveLegacy([{ document: legacy, namedSha256: legacyName }], other, createHasher)).toMatchObject([
    { proof: 'shape', hashInput: null },
  ]);
});

test('each variant rebuilds a chain of its own, and is found by it', () => {
  const run = root(
    '{"created":"2024-05-06T07:08:09.10Z","os":"linux","architecture":"arm64","variant":"v8","author":"<me>","config":{"Cmd":["a&b"]}}',
  );
  if (!run) throw new Error('no config');
  const chainIds = ['sha256:1', 'sha256:2', 'sha256:3'];
  const seen = new Set<string>();
  for (const variant of LEGACY_VARIANTS) {
    const rebuilt = rebuildLegacy(run, chainIds, variant, createHasher);
    for (const { textSha256 } of rebuilt) seen.add(textSha256);
    const candidates = rebuilt.map(({ text, textSha256 }) => ({ document: json(text), namedSha256: textSha256 }));
    const proofs = proveLegacy(candidates, [{ config: run, chainIds }], createHasher);
    expect(proofs.map(({ proof, layer }) => [proof, layer])).toEqual([
      ['rebuilt', 1],
      ['rebuilt', 2],
      ['rebuilt', 3],
    ]);
    const byId = proveLegacy(
      candidates.map((one) => ({ ...one, namedSha256: null })),
      [{ config: run, chainIds }],
      createHasher,
    );
    expect(byId.map(({ proof, layer }) => [proof, layer])).toEqual([
      ['identity', 1],
      ['identity', 2],
      ['identity', 3],
    ]);
    expect(rebuilt[2]?.text).toContain('"author":"\\u003cme\\u003e","config":{"Hostname":""');
    expect(rebuilt[2]?.text).toContain('"created":"2024-05-06T07:08:09.1Z"');
  }
  expect(seen.size).toBe(3 * LEGACY_VARIANTS.length);
});

test('a missing parent, a circle of parents and no image do no harm', () => {
  const make = (own: string, parent: string) =>
    json(`{"id":"${own.repeat(64)}","parent":"${parent.repeat(64)}","created":"x"}`);
  const candidates = [make('a', 'b'), make('b', 'a'), make('c', 'd')].map((document) => ({
    document,
    namedSha256: null,
  }));
  const proofs = proveLegacy(candidates, [{ config: null, chainIds: ['sha256:1'] }], createHasher);
  expect(proofs.map(({ proof }) => proof)).toEqual(['shape', 'shape', 'shape']);
  expect(proveLegacy([], [], createHasher)).toEqual([]);
});

test.each([
  ['a"\\\n\t\u0001', '"a\\"\\\\\\n\\t\\u0001"'],
  ['<>&\u2028\u2029', '"\\u003c\\u003e\\u0026\\u2028\\u2029"'],
  ['é😀\u007f', '"é😀\u007f"'],
])('Go writes %j as %s', (text, expected) => expect(goString(text)).toBe(expected));

test.each([
  ['2024-01-02T03:04:05.120000000Z', '2024-01-02T03:04:05.12Z'],
  ['2024-01-02T03:04:05.000Z', '2024-01-02T03:04:05Z'],
  ['2024-01-02T03:04:05+00:00', '2024-01-02T03:04:05Z'],
  ['2024-01-02T03:04:05+02:00', '2024-01-02T03:04:05+02:00'],
  ['yesterday', null],
])('Go writes the time %s as %s', (text, expected) => expect(goTime(text)).toBe(expected));

test('a container config keeps the order of the struct, sorts maps and leaves out what is empty', () => {
  const node = root(
    '{"Labels":{"b":"2","a":"1"},"Healthcheck":{"Retries":3,"Test":["NONE"]},"Shell":[],"StopTimeout":5,"Entrypoint":"/x","ExposedPorts":{"9/tcp":{},"80/tcp":{}},"Unknown":1}',
  );
  expect(goContainerConfig(node, { onBuildNull: false })).toBe(
    '{"Hostname":"","Domainname":"","User":"","AttachStdin":false,"AttachStdout":false,"AttachStderr":false,"ExposedPorts":{"80/tcp":{},"9/tcp":{}},' +
      '"Tty":false,"OpenStdin":false,"StdinOnce":false,"Env":null,"Cmd":null,"Healthcheck":{"Test":["NONE"],"Retries":3},"Image":"","Volumes":null,' +
      '"WorkingDir":"","Entrypoint":["/x"],"Labels":{"a":"1","b":"2"},"StopTimeout":5}',
  );
});
