import { describe, expect, test } from 'vitest';
import {
  CONFIG_TYPE,
  INDEX_TYPE,
  LayoutBuilder,
  MANIFEST_TYPE,
  pathOf,
  type TestDescriptor,
} from '../testing/layout-builder.ts';
import { memoryFolder, openInput } from '../testing/open-input.ts';
import { planChecks } from './plan-checks.ts';

const open = async (files: Record<string, string>) => (await openInput(memoryFolder(files))).model;
const named = (descriptor: TestDescriptor, name = 'docker.io/library/x:1') => ({
  ...descriptor,
  annotations: { 'io.containerd.image.name': name, 'org.opencontainers.image.ref.name': '1' },
});
describe('platforms and attestations', () => {
  const platform = (builder: LayoutBuilder, architecture: string): TestDescriptor => {
    const image = builder.image(['shared', architecture], { config: { architecture } });
    return { ...image, ...{ platform: { os: 'linux', architecture } } };
  };
  const platforms = (builder: LayoutBuilder) => [platform(builder, 'amd64'), platform(builder, 'arm64')] as const;
  const digestsOf = (builder: LayoutBuilder, manifest: TestDescriptor) => {
    const { config, layers } = JSON.parse(builder.files[pathOf(manifest.digest)] ?? '') as {
      config: TestDescriptor;
      layers: TestDescriptor[];
    };
    return { config, layers };
  };

  test.each(['manifest', 'content', 'own content'] as const)('never pulled: %s absent', async (what) => {
    const builder = new LayoutBuilder();
    const [amd, arm] = platforms(builder);
    const { config, layers } = digestsOf(builder, arm);
    builder.index([builder.json({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests: [amd, arm] }, INDEX_TYPE)]);
    builder.without(config).without(layers[1] as TestDescriptor);
    if (what === 'manifest') builder.without(arm);
    const model = await open(builder.files);
    expect(model.absentPlatforms).toMatchObject([
      { platform: 'linux/arm64', digest: arm.digest, partial: false, pointer: '/manifests/1' },
    ]);
    expect(model.references.filter(({ present, optional }) => !present && !optional)).toEqual([]);
  });

  test('half of one is an error, not a platform that was never pulled', async () => {
    const builder = new LayoutBuilder();
    const [amd, arm] = platforms(builder);
    const lost = digestsOf(builder, arm).layers[1] as TestDescriptor;
    const model = await open(builder.index([amd, arm]).without(lost).files);
    expect(model.absentPlatforms).toMatchObject([
      { platform: 'linux/arm64', partial: true, missing: [pathOf(lost.digest)] },
    ]);
    expect(model.references.filter(({ present, optional }) => !present && !optional)).toHaveLength(2);
  });

  test('images of different names are no platforms of each other', async () => {
    const builder = new LayoutBuilder();
    const [amd, arm] = platforms(builder);
    const model = await open(builder.index([named(amd), named(arm, 'docker.io/library/y:1')]).without(arm).files);
    expect(model.absentPlatforms).toEqual([]);
    expect(model.references.filter(({ present, optional }) => !present && !optional)).toHaveLength(1);
  });

  test('attestations: statements, subjects, and their absence', async () => {
    const builder = new LayoutBuilder();
    const image = builder.image(['a']);
    const statement = builder.json(
      { _type: 'https://in-toto.io/Statement/v0.1', subject: [{ digest: { sha256: image.digest.slice(7) } }] },
      'application/vnd.in-toto+json',
    );
    const about = {
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': image.digest },
    };
    const config = builder.json(
      { os: 'unknown', architecture: 'unknown', rootfs: { type: 'layers', diff_ids: [statement.digest] } },
      CONFIG_TYPE,
    );
    const manifest = builder.json(
      { schemaVersion: 2, mediaType: MANIFEST_TYPE, config, layers: [statement] },
      MANIFEST_TYPE,
    );
    builder.index([image, { ...manifest, ...about, platform: { os: 'unknown', architecture: 'unknown' } }]);
    const model = await open(builder.files);
    expect(model.images).toHaveLength(1);
    expect(model.files.filter(({ role }) => role === 'attestation')).toHaveLength(3);
    const attests = model.references.filter(({ relation }) => relation === 'attests');
    expect(attests.map(({ from, path, present }) => [from, path, present])).toEqual([
      ['index.json', pathOf(image.digest), true],
      [pathOf(statement.digest), pathOf(image.digest), true],
    ]);
    expect(planChecks(model).filter(({ layer }) => layer !== null)).toHaveLength(1);
    const bare = await open(builder.without(manifest).without(config).without(statement).files);
    expect(bare.references.filter(({ present, optional }) => !present && !optional)).toEqual([]);
    expect(bare.absentPlatforms).toEqual([]);
  });
});
