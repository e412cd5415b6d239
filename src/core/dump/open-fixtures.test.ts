import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { asArchive, asFolder, packed } from '../../../tests/support/corpus-forms.ts';
import { fixtureNames, truthOf } from '../../../tests/support/fixtures.ts';
import { folderInput, openInput } from '../testing/open-input.ts';
import type { DumpInput } from './dump-input.ts';
import type { DialectId, DumpModel } from './dump-model.ts';
import { planChecks } from './plan-checks.ts';

type Images = readonly (readonly [tags: readonly string[], platform: string, layers: number])[];
interface Expected {
  readonly dialect: DialectId;
  readonly producer: string;
  readonly images: Images;
  /** Descriptions for Docker before 1.10, and how far each is proved. */
  readonly proofs?: Readonly<Record<string, number>>;
}

const kitchen = (tag: string | null = 'kitchen:1'): Images => [[tag === null ? [] : [tag], 'linux/amd64', 10]];
const hello = (layers: number, tags = ['hello-world:latest']): Images => [[tags, 'linux/amd64', layers]];
const many: Images = ['linux/amd64', 'linux/arm64', 'linux/arm/v7'].map((platform) => [['many:1'], platform, 1]);
const both = ['kitchen:1', 'registry.example.com:5000/team/kitchen:v1.0'];
const classic = { dialect: 'docker-25', producer: 'Docker 26.1 to 27, classic (graph-driver) store' } as const;
const old = { dialect: 'docker-1.10', producer: 'Docker 17.04 to 24' } as const;
const containerd = {
  dialect: 'containerd',
  producer: 'containerd: Docker with the containerd image store, ctr images export or nerdctl save',
} as const;
const buildkit = { dialect: 'buildkit-oci', producer: 'BuildKit (docker buildx build --output type=oci)' } as const;
const skopeo = {
  dialect: 'oci-layout',
  producer: 'skopeo, or another tool built on containers/image (podman, buildah)',
} as const;
const dockerArchive = {
  dialect: 'skopeo-docker-archive',
  producer: 'skopeo, podman save or buildah (docker-archive)',
  proofs: { identity: 10 },
} as const;
const dir = { dialect: 'skopeo-dir', producer: 'skopeo, podman or buildah, directory transport (dir:)' } as const;

const EXPECTED: Readonly<Record<string, Expected>> = {
  'buildkit-docker.tar': {
    dialect: 'buildkit-docker',
    producer: 'BuildKit (docker buildx build --output type=docker)',
    images: kitchen(null),
  },
  'buildkit-oci-estargz.tar': { ...buildkit, images: kitchen() },
  'buildkit-oci-gzip.tar': { ...buildkit, images: kitchen() },
  'buildkit-oci-uncompressed.tar': { ...buildkit, images: kitchen() },
  'buildkit-oci-zstd.tar': { ...buildkit, images: kitchen() },
  'ctr-export-many.tar': { ...containerd, images: many },
  'ctr-export.tar': { ...containerd, images: kitchen() },
  'docker1-kitchen': { dialect: 'docker-1', producer: 'Docker before 1.10', images: kitchen() },
  'docker20-by-id.tar': { ...old, images: hello(3, []), proofs: { identity: 3 } },
  'docker20-hello.tar': { ...old, images: hello(3), proofs: { identity: 3 } },
  'docker20-kitchen.tar': { ...old, images: kitchen(), proofs: { identity: 10 } },
  'docker20-multi.tar': {
    ...old,
    images: [...hello(3, ['hello-world:1.0', 'hello-world:latest']), ...kitchen()],
    proofs: { identity: 13 },
  },
  'docker25-hello-world': {
    ...classic,
    producer: 'Docker 26.1 to 28, classic (graph-driver) store',
    images: hello(1),
    proofs: { rebuilt: 1 },
  },
  'docker26-classic-by-id.tar': { ...classic, images: hello(1, []), proofs: { rebuilt: 1 } },
  'docker26-classic-hello.tar': { ...classic, images: hello(1), proofs: { rebuilt: 1 } },
  'docker26-classic-kitchen.tar': { ...classic, images: kitchen(), proofs: { rebuilt: 10 } },
  'docker26-classic-multi.tar': {
    ...classic,
    images: [[both, 'linux/amd64', 10], ...hello(1)],
    proofs: { rebuilt: 11 },
  },
  'docker26-containerd-by-id.tar': { ...containerd, images: hello(1, []) },
  'docker26-containerd-hello.tar': { ...containerd, images: hello(1) },
  'docker26-containerd-kitchen.tar': { ...containerd, images: kitchen() },
  'docker26-containerd-multi.tar': { ...containerd, images: [[both, 'linux/amd64', 10], ...hello(1)] },
  'docker26-containerd-multiplatform.tar': { ...containerd, images: many },
  oci: { ...buildkit, images: kitchen() },
  'oras-artifact': { dialect: 'artifact', producer: 'oras or another tool for OCI artifacts', images: [] },
  'oras-referrers': {
    dialect: 'oci-layout',
    producer: 'oras or another tool that attaches artifacts to images',
    images: kitchen(),
  },
  'podman-docker-archive.tar': { ...dockerArchive, images: kitchen() },
  'podman-docker-dir': { ...dir, images: kitchen(null) },
  'podman-multi.tar': { ...dockerArchive, images: kitchen() },
  'podman-oci-archive.tar': {
    ...skopeo,
    producer: 'podman save, or another tool built on containers/image (skopeo, buildah)',
    images: kitchen(),
  },
  'skopeo-dir': { ...dir, images: kitchen(null) },
  'skopeo-docker-archive.tar': { ...dockerArchive, images: kitchen() },
  'skopeo-oci-archive.tar': { ...skopeo, images: kitchen('kitchen') },
  'skopeo-oci-encrypted': { ...skopeo, images: kitchen('kitchen') },
  'skopeo-oci-v2s2': { ...skopeo, images: kitchen('kitchen') },
  'skopeo-oci-zstd': { ...skopeo, images: kitchen('kitchen') },
  'skopeo-oci-zstdchunked': { ...skopeo, images: kitchen('kitchen') },
};

test('every dump of the corpus is expected, and no other', () =>
  expect(Object.keys(EXPECTED).sort()).toEqual(fixtureNames()));

const imagesOf = (model: DumpModel): unknown =>
  model.images.map(({ tags, platform, layers }) => [tags, platform, layers.length]);

function proofsOf(model: DumpModel): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { proof } of model.legacyProofs) counts[proof] = (counts[proof] ?? 0) + 1;
  return counts;
}

const asTar = async (name: string): Promise<DumpInput> => {
  const path = asArchive(name);
  return { kind: 'archive', name: basename(path), source: await openAsBlob(path), modifiedMs: null };
};

describe.each(fixtureNames())('%s', (name) => {
  const expected = EXPECTED[name] as Expected;
  const inputs = { folder: () => Promise.resolve(folderInput(asFolder(name))), archive: () => asTar(name) };

  test.each(['folder', 'archive'] as const)('as %s: dialect, images, roles and references', async (form) => {
    const { model } = await openInput(await inputs[form]());
    expect(model).toMatchObject({
      dialect: expected.dialect,
      root: '',
      otherRoots: [],
      archiveFaults: [],
      unreadable: [],
      outsideFiles: 0,
    });
    expect(model.container).toBe(form === 'folder' ? 'folder' : 'tar');
    expect(imagesOf(model)).toEqual(expected.images);
    expect(proofsOf(model)).toEqual(expected.proofs ?? {});
    expect(model.files.filter(({ role }) => role === 'unreferenced' || role === 'foreign')).toEqual([]);
    expect(model.files.map(({ path }) => path)).toEqual(Object.keys(truthOf(name).files).sort());
    const dangling = model.references.filter(({ present, optional }) => !present && !optional).map(({ path }) => path);
    // Its layer is absent on purpose: README of the fixtures.
    const lost = 'blobs/sha256/ac28800ec8bb38d5c35b49d45a6ac4777544941199075dff8c4eb63e093aa81e';
    expect([...new Set(dangling)]).toEqual(name === 'docker25-hello-world' ? [lost] : []);
    expect(model.evidence.filter(({ supports }) => supports).length).toBeGreaterThan(1);
  });

  test('the original form tells the writer', async () => {
    const input = await (name.endsWith('.tar') ? inputs.archive() : inputs.folder());
    expect((await openInput(input)).model.producer).toBe(expected.producer);
  });

  test('the checks read every file once, and each layer as one', async () => {
    const { model } = await openInput(await inputs.archive());
    const tasks = planChecks(model);
    expect(tasks.map(({ path }) => path)).toEqual(
      model.files.flatMap(({ path, linkTarget }) => (linkTarget === null ? [path] : [])),
    );
    const layers = new Set(
      model.images.flatMap((image) => image.layers.flatMap(({ path, present }) => (present ? [path] : []))),
    );
    const shown = [...layers].map((path) => model.files.find((file) => file.path === path)?.resolvesTo ?? path);
    const kind = name === 'skopeo-oci-encrypted' ? 'encrypted' : 'plain';
    expect(tasks.filter(({ layer }) => layer === kind).map(({ path }) => path)).toEqual([...new Set(shown)].sort());
    expect(tasks.filter(({ layer }) => layer !== null && layer !== kind)).toEqual([]);
  });
});

test.each(['gzip', 'zstd'] as const)('packed with %s the dump is the same', async (tool) => {
  const path = packed('docker20-hello.tar', tool);
  const progress: string[] = [];
  const input: DumpInput = { kind: 'archive', name: 'x.tar', source: await openAsBlob(path), modifiedMs: null };
  const { model } = await openInput(input, { onProgress: ({ phase }) => void progress.push(phase) });
  const plain = (await openInput(await asTar('docker20-hello.tar'))).model;
  const bare = (one: DumpModel): unknown => JSON.parse(JSON.stringify({ ...one, name: '', container: '' }));
  expect(model.container).toBe(`tar+${tool}`);
  expect(bare(model)).toEqual(bare(plain));
  expect([...new Set(progress)]).toEqual(['unpacking', 'listing', 'reading']);
});
