import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { hybridOf, layoutOf, type Files } from '../../testing/image-parts.ts';
import { bytesOf } from '../../testing/write-tar.ts';

const indexText = (change: (text: string) => string | Uint8Array<ArrayBuffer>): Files =>
  hybridOfFile('index.json', change);
const hybridOfFile = (path: string, change: (text: string) => string | Uint8Array<ArrayBuffer>): Files => {
  const files = hybridOf();
  files[path] = change(String(files[path]));
  return files;
};
const config = (change: (config: Record<string, unknown>) => unknown): Files => layoutOf({ config: change });

const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['json-invalid', indexText((text) => text.slice(0, -1)), indexText((text) => `${text}\n`)],
  ['json-invalid', indexText(() => ''), indexText((text) => text)],
  ['json-bom', indexText((text) => `\ufeff${text}`), indexText((text) => ` ${text}`)],
  [
    'json-duplicate-key',
    indexText((text) => text.replace('{', '{"a":1,"a":2,')),
    indexText((text) => text.replace('{', '{"a":1,"b":2,')),
  ],
  [
    'json-key-case',
    indexText((text) => text.replace('"mediaType"', '"mediatype"')),
    indexText((text) => text.replace('"mediaType"', '"media_type"')),
  ],
  ['json-trailing-data', indexText((text) => `${text}x`), indexText((text) => `${text} \n`)],
  [
    'json-too-large',
    hybridOfFile('manifest.json', (text) => ' '.repeat(1_048_577) + text),
    hybridOfFile('manifest.json', (text) => ' '.repeat(1_000_000) + text),
  ],
  [
    'json-not-utf8',
    indexText((text) => bytesOf(text.replace('{', '{"a":"\xff",'))),
    indexText((text) => text.replace('{', '{"a":"ü",')),
  ],
  [
    'json-type-mismatch',
    indexText((text) => text.replace('"manifests"', '"annotations":{"a":1},"manifests"')),
    indexText((text) => text.replace('"manifests"', '"annotations":{"a":"1"},"manifests"')),
  ],
  ['json-type-mismatch', indexText(() => 'null'), indexText((text) => ` ${text}`)],
  ['json-type-mismatch', indexText(() => '[]'), indexText((text) => ` ${text}`)],
  [
    'json-type-mismatch',
    config((c) => (c['created'] = '2024-13-01T00:00:00Z')),
    config((c) => (c['created'] = '2024-12-31T23:59:59.123456789+01:00')),
  ],
  [
    'json-type-mismatch',
    config((c) => (c['config'] = { Cmd: '/bin/sh' })),
    config((c) => (c['config'] = { Cmd: null })),
  ],
  ['json-type-mismatch', config((c) => (c['Size'] = '7')), config((c) => (c['Size'] = 7))],
  [
    'json-type-mismatch',
    config((c) => (c['config'] = { StopTimeout: 1e20 })),
    config((c) => (c['config'] = { StopTimeout: 2 ** 62 })),
  ],
  [
    'json-type-mismatch',
    config((c) => (c['created'] = '2023-02-29T00:00:00Z')),
    config((c) => (c['created'] = '2024-02-29T00:00:00Z')),
  ],
  [
    'json-type-mismatch',
    layoutOf({ index: (index) => Object.assign(index, { manifests: null }) }),
    layoutOf({ index: (index) => Object.assign(index, { annotations: null }) }),
  ],
  ['schema-version-wrong', layoutOf({ index: (index) => (index['schemaVersion'] = 1) }), layoutOf()],
  ['schema-version-wrong', layoutOf({ manifest: (manifest) => delete manifest['schemaVersion'] }), layoutOf()],
];

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

test('findings say where: line and column of the fault, pointer of the value', async () => {
  const broken = await findingsOf(indexText((text) => text.replace('{', '{\n  "a": tru,\n')));
  expect(broken.find(({ code }) => code === 'json-invalid')?.args).toMatchObject({
    path: 'index.json',
    line: 2,
    column: 8,
  });
  const typed = await findingsOf(
    indexText((text) => text.replace('"manifests"', '"annotations":{"a/b":1},"manifests"')),
  );
  expect(typed.find(({ code }) => code === 'json-type-mismatch')).toMatchObject({
    pointer: '/annotations/a~1b',
    args: { want: 'string', have: 'number' },
  });
});

test('a blob that no entry point reaches is judged as a warning', async () => {
  const lost = '{"schemaVersion":1,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}';
  const { sha256, blobName } = await import('../../testing/image-parts.ts');
  const findings = await findingsOf({ ...hybridOf(), [blobName(sha256(lost))]: lost });
  expect(findings.find(({ code }) => code === 'schema-version-wrong')).toMatchObject({ severity: 'warning' });
});

describe('keys in another letter case', () => {
  /** Every known key of the JSON of a sound hybrid dump, digests and names counted anew. */
  const upper = (o: object): Record<string, unknown> =>
    JSON.parse(JSON.stringify(o).replaceAll(/"(\w+)":/g, (_, key: string) => `"${key.toUpperCase()}":`)) as never;
  const become = (part: Record<string, unknown>): void => {
    const changed = upper(part);
    for (const key of Object.keys(part)) Reflect.deleteProperty(part, key);
    Object.assign(part, changed);
  };

  test('are read as Go reads them, with a warning for each', async () => {
    const files = layoutOf({
      config: become,
      manifest: become,
      index: become,
    });
    const findings = await findingsOf(files);
    expect(new Set(findings.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
      new Set(['note docker-manifest-missing', 'warning json-key-case']),
    );
    expect(findings.flatMap(({ code, pointer }) => (code === 'json-key-case' ? pointer : []))).toEqual(
      expect.arrayContaining(['/MANIFESTS', '/MANIFESTS/0/DIGEST', '/LAYERS/0/MEDIATYPE', '/ROOTFS/DIFF_IDS']),
    );
  });

  test('and Docker’s manifest.json too: of two the last counts', async () => {
    const docker = (change: (text: string) => string) => findingsOf(hybridOfFile('manifest.json', change));
    const codes = async (change: (text: string) => string) => codesOf(await docker(change));
    expect(await codes((text) => text.replace('"Config"', '"config"').replace('"Layers"', '"LAYERS"'))).toEqual([
      'json-key-case',
    ]);
    expect(await codes((text) => text.replace('{', '{"config":"nowhere.json",'))).toEqual(['json-key-case']);
    expect(await codes((text) => text.replace(/}\]$/, ',"config":"nowhere.json"}]'))).toContain('docker-file-missing');
  });

  test('and must be of the type of the field they are taken for', async () => {
    const found = await findingsOf(indexText((text) => text.replace('{', '{"Annotations":[1],')));
    expect(found.find(({ code }) => code === 'json-type-mismatch')).toMatchObject({ pointer: '/Annotations' });
  });
});
