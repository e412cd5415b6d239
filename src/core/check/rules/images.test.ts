import { describe, expect, test } from 'vitest';
import { codesOf, findingsOf } from '../../testing/check-input.ts';
import { blobName, layoutOf, sha256, tarOf, type Files } from '../../testing/image-parts.ts';

type Json = Record<string, unknown>;
const a = tarOf({ name: 'a' });
const b = tarOf({ name: 'b' });
const config = (change: (config: Json) => unknown, layers = [a, b]): Files => layoutOf({ layers, config: change });
const rootfs = (diffIds: unknown, type: unknown = 'layers') =>
  config((c) => (c['rootfs'] = { type, diff_ids: diffIds }));
const entries = (change: (manifests: Json[]) => unknown): Files =>
  layoutOf({ index: ({ manifests }) => change(manifests) });
const named = (name: string) =>
  entries(
    (manifests) => (manifests[0] = { ...manifests[0], annotations: { 'org.opencontainers.image.ref.name': name } }),
  );
const other = (more: Json) =>
  entries((manifests) => manifests.push({ ...manifests[0], digest: sha256('other'), ...more }));
/** Two nameless entries: one for arm64, one for this architecture. */
const twins = (architecture: string) =>
  entries((manifests) => {
    manifests[0] = {
      ...manifests[0],
      annotations: {},
      platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
    };
    manifests.push({ ...manifests[0], digest: sha256('other'), platform: { os: 'linux', architecture } });
  });
const platform = (architecture: string, variant?: string) =>
  entries((manifests) => manifests.forEach((entry) => (entry['platform'] = { os: 'linux', architecture, variant })));
const attestation = (subject: string): Files => {
  const statement = JSON.stringify({
    _type: 'https://in-toto.io/Statement/v0.1',
    subject: [{ digest: { sha256: subject } }],
  });
  const blob = (mediaType: string, text: string): Json => ({ mediaType, digest: sha256(text), size: text.length });
  const conf = JSON.stringify({
    architecture: 'unknown',
    os: 'unknown',
    config: {},
    rootfs: { type: 'layers', diff_ids: [sha256(statement)] },
  });
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: blob('application/vnd.oci.image.config.v1+json', conf),
    layers: [blob('application/vnd.in-toto+json', statement)],
  });
  return layoutOf({
    index: ({ manifests }) =>
      manifests.push({
        ...blob('application/vnd.oci.image.manifest.v1+json', manifest),
        platform: { os: 'unknown', architecture: 'unknown' },
        annotations: {
          'vnd.docker.reference.type': 'attestation-manifest',
          'vnd.docker.reference.digest': manifests[0]?.['digest'],
        },
      }),
    files: (files) =>
      Object.assign(files, {
        [blobName(sha256(manifest))]: manifest,
        [blobName(sha256(conf))]: conf,
        [blobName(sha256(statement))]: statement,
      }),
  });
};
const subjectOf = (files: Files): string =>
  (JSON.parse(String(files['index.json'])) as { manifests: { digest: string }[] }).manifests[0]?.digest.slice(7) ?? '';
const rightSubject = subjectOf(layoutOf());

const cases: readonly (readonly [code: string, positive: Files, negative: Files])[] = [
  ['ref-name-duplicate', other({}), other({ annotations: { 'org.opencontainers.image.ref.name': 'b' } })],
  ['ref-name-invalid', named('a b'), named('docker.io/library/a:1.0_x--y@z+w')],
  ['platform-duplicate', twins('arm64'), twins('amd64')],
  ['config-platform-mismatch', platform('arm64'), platform('x86_64')],
  ['attestation-subject-mismatch', attestation('0'.repeat(64)), attestation(rightSubject)],
  [
    'attestation-subject-missing',
    entries((m) => (m[0] = { ...m[0], annotations: { 'vnd.docker.reference.digest': sha256('x') } })),
    entries((m) => (m[0] = { ...m[0], annotations: { 'vnd.docker.reference.digest': m[0]?.['digest'] } })),
  ],
  [
    'subject-missing',
    layoutOf({
      manifest: (m) =>
        (m['subject'] = { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha256('x'), size: 1 }),
    }),
    layoutOf(),
  ],
  ['config-invalid', config((c) => delete c['rootfs']), config(() => undefined)],
  ['rootfs-type-wrong', rootfs([a, b].map(sha256), 'layer'), rootfs([a, b].map(sha256))],
  ['config-platform-missing', config((c) => delete c['os']), config(() => undefined)],
  ['diff-ids-count-mismatch', rootfs([sha256(a)]), rootfs([sha256(a), sha256(b)])],
  ['diff-id-mismatch', rootfs([sha256(a), sha256('x')]), rootfs([sha256(a), sha256(b)])],
  ['diff-ids-reordered', rootfs([sha256(b), sha256(a)]), rootfs([sha256(a), sha256(b)])],
  [
    'history-count-mismatch',
    config((c) => (c['history'] = [{}, {}, {}])),
    config((c) => (c['history'] = [{}, {}, { empty_layer: true }])),
  ],
  ['history-count-mismatch', config((c) => (c['history'] = [{}])), config((c) => delete c['history'])],
  [
    'env-malformed',
    config((c) => (c['config'] = { Env: ['=b'] })),
    config((c) => (c['config'] = { Env: ['A=', 'B=c=d'] })),
  ],
  [
    'secret-in-config',
    config((c) => (c['config'] = { Env: ['PATH=/bin', 'DB_PASSWORD=hunter2'] })),
    config((c) => (c['config'] = { Env: ['DB_PASSWORD_FILE=/run/secrets/x', 'DB_PASSWORD=', 'PASSWORD=$OTHER'] })),
  ],
  [
    'secret-in-config',
    config((c) => (c['config'] = { Labels: { 'db.url': 'postgres://me:pw@db/x' } })),
    config((c) => (c['config'] = { Labels: { 'db.url': 'postgres://db/x' } })),
  ],
  [
    'secret-in-config',
    config((c) => (c['history'] = [{ created_by: 'RUN |1 TOKEN=abcdef /bin/sh -c make' }, {}])),
    config((c) => (c['history'] = [{ created_by: 'RUN --mount=type=secret,id=token make' }, {}])),
  ],
  [
    'secret-in-config',
    config((c) => (c['config'] = { Cmd: ['serve', '--password', 'hunter2'] })),
    config((c) => (c['config'] = { Cmd: ['serve', '--password-file', '/run/secrets/x'] })),
  ],
  [
    'secret-in-config',
    config((c) => (c['config'] = { Healthcheck: { Test: ['CMD-SHELL', 'curl -u me:hunter2 http://localhost'] } })),
    config((c) => (c['config'] = { Healthcheck: { Test: ['CMD-SHELL', 'curl http://localhost'] } })),
  ],
  [
    'secret-in-config',
    config((c) => (c['container_config'] = { Cmd: ['/bin/sh', '-c', 'echo root:hunter2 | chpasswd'] })),
    config((c) => (c['container_config'] = { Cmd: ['/bin/sh', '-c', 'chpasswd < /run/secrets/x'] })),
  ],
];

test('a secret in the descriptions of a dump of Docker before 1.10 is told once, whatever layers repeat it', async () => {
  const [base, top] = ['1'.repeat(64), '2'.repeat(64)];
  const description = (id: string, more: object) =>
    JSON.stringify({
      id,
      created: '2015-01-01T00:00:00Z',
      container_config: { Env: ['API_TOKEN=abc'], Cmd: ['/bin/sh', '-c', '#(nop) ENV API_TOKEN=abc'] },
      config: { Env: ['API_TOKEN=abc'] },
      os: 'linux',
      architecture: 'amd64',
      ...more,
    });
  const files: Files = { repositories: JSON.stringify({ a: { '1': top } }) };
  for (const [id, more] of [
    [base, {}],
    [top, { parent: base, container_config: { Cmd: ['/bin/sh', '-c', 'curl -u me:hunter2 https://x'] } }],
  ] as const) {
    files[`${id}/json`] = description(id, more);
    files[`${id}/VERSION`] = '1.0';
    files[`${id}/layer.tar`] = tarOf({ name: id });
  }
  const told = (await findingsOf(files)).filter(({ code }) => code === 'secret-in-config');
  expect(told.map(({ path, pointer }) => [path, pointer])).toEqual([
    [`${base}/json`, '/config/Env/0'],
    [`${top}/json`, '/container_config/Cmd'],
  ]);
});

test('a secret is told where it is set, and not once more for the steps that say it again', async () => {
  const files = config((c) => {
    c['config'] = { Env: ['API_TOKEN=three more words', 'DB_PASSWORD=hunter2'] };
    c['history'] = [
      { created_by: 'ENV API_TOKEN=three more words', empty_layer: true },
      { created_by: 'RUN |1 DB_PASSWORD=hunter2 /bin/sh -c make' },
      { created_by: 'RUN login --password other' },
    ];
  });
  const told = (await findingsOf(files)).filter(({ code }) => code === 'secret-in-config');
  expect(told.map(({ severity, pointer, args }) => [severity, pointer, args])).toEqual([
    ['note', '/config/Env/0', { pointer: '/config/Env/0', kind: 'token' }],
    ['note', '/config/Env/1', { pointer: '/config/Env/1', kind: 'password' }],
    ['note', '/history/2/created_by', { pointer: '/history/2/created_by', kind: 'password' }],
  ]);
});

describe.each(cases)('%s', (code, positive, negative) => {
  test('fires', async () => expect(codesOf(await findingsOf(positive))).toContain(code));
  test('and does not for nearly the same', async () => expect(codesOf(await findingsOf(negative))).not.toContain(code));
});

test('a sound attestation has no findings of images: no tar, no platform, no diff IDs', async () => {
  expect(codesOf(await findingsOf(attestation(rightSubject)))).toEqual([
    'index-entries-unnamed',
    'docker-manifest-missing',
  ]);
});

test('reordered layers give one finding with their places, not one for each', async () => {
  const found = (await findingsOf(rootfs([sha256(b), sha256(a)]))).filter(({ severity }) => severity === 'error');
  expect(found).toEqual([expect.objectContaining({ code: 'diff-ids-reordered', args: { order: [2, 1] } })]);
});

describe('platforms of an index', () => {
  const manifestFor = (architecture: string): Files =>
    layoutOf({ config: (c) => (c['architecture'] = architecture), layers: [tarOf({ name: architecture })] });
  const both = (drop: (path: string, arm: Files) => boolean): Files => {
    const amd = manifestFor('amd64');
    const arm = manifestFor('arm64');
    const entryOf = (files: Files, architecture: string) => ({
      ...(JSON.parse(String(files['index.json'])) as { manifests: Json[] }).manifests[0],
      annotations: {},
      platform: { os: 'linux', architecture },
    });
    const index = JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [entryOf(amd, 'amd64'), entryOf(arm, 'arm64')],
    });
    const armBlobs = Object.entries(arm).filter(
      ([path]) => path.startsWith('blobs/') && !(path in amd) && !drop(path, arm),
    );
    return { ...amd, 'index.json': index, ...Object.fromEntries(armBlobs) };
  };
  const errors = async (files: Files) =>
    codesOf((await findingsOf(files)).filter(({ severity }) => severity === 'error'));

  test('whole: nothing to say', async () =>
    expect(codesOf(await findingsOf(both(() => false)))).not.toContain('platform-not-included'));
  test('one never pulled: a note', async () => {
    const found = await findingsOf(both(() => true));
    expect(found).toContainEqual(
      expect.objectContaining({
        code: 'platform-not-included',
        severity: 'note',
        args: expect.objectContaining({ platform: 'linux/arm64' }) as unknown,
      }),
    );
    expect(codesOf(found)).not.toContain('blob-missing');
  });
  test('one in part: an error that names what is missing', async () => {
    const layer = blobName(sha256(tarOf({ name: 'arm64' })));
    expect(await errors(both((path) => path === layer))).toEqual(['blob-missing', 'platform-incomplete']);
  });
});

test('one image packed in several ways is not two images for one platform', async () => {
  const files = layoutOf();
  const index = JSON.parse(String(files['index.json'])) as { manifests: Json[] };
  const [first] = index.manifests;
  const name = blobName(String(first?.['digest']));
  const entry = { ...first, platform: { os: 'linux', architecture: 'amd64' } };
  const beside = async (more: Json): Promise<string[]> => {
    const again = JSON.stringify({ ...(JSON.parse(String(files[name])) as Json), ...more });
    const twin = { ...entry, digest: sha256(again), size: again.length };
    const twice = JSON.stringify({ ...index, manifests: [entry, twin] });
    return codesOf(await findingsOf({ ...files, 'index.json': twice, [blobName(sha256(again))]: again }));
  };
  const layers = [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', size: 3, digest: sha256('abc') }];
  expect(await beside({ layers })).not.toContain('platform-duplicate');
  expect(await beside({ annotations: { a: 'b' } })).toContain('platform-duplicate');
  const lost = JSON.stringify({ ...index, manifests: [entry, { ...entry, digest: sha256('other') }] });
  expect(codesOf(await findingsOf({ ...files, 'index.json': lost }))).toContain('platform-duplicate');
});
