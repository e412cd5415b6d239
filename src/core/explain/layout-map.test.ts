import { describe, expect, test } from 'vitest';
import type { DumpFile, DumpImage, DumpModel, FileRole, ImageLayer, Reference } from '../dump/dump-model.ts';
import { buildMapGraph, LAYERS_UNFOLDED } from './build-map-graph.ts';
import { layoutMap } from './layout-map.ts';
import { COLUMN_PITCH, NODE_HEIGHT } from './placed-map.ts';

const file = (path: string, role: FileRole, size = 10): DumpFile => ({
  path,
  size,
  role,
  source: null,
  kind: 'file',
  linkTarget: null,
  resolvesTo: null,
  modifiedMs: null,
  archiveOffset: null,
  mediaType: null,
});

const arrow = (
  from: string,
  relation: Reference['relation'],
  path: string | null,
  more: Partial<Reference> = {},
): Reference => ({
  from,
  relation,
  path,
  pointer: `/${relation}/${path ?? ''}`,
  digest: null,
  present: true,
  size: null,
  mediaType: null,
  optional: false,
  label: relation,
  ...more,
});

const layer = (path: string): ImageLayer => ({
  path,
  digest: null,
  present: true,
  size: null,
  mediaType: null,
  diffId: null,
  chainId: null,
  encrypted: false,
  foreign: false,
  createdBy: null,
  v1Id: null,
});

const image = (manifestPath: string, configPath: string, layers: readonly string[]): DumpImage => ({
  tags: [],
  platform: null,
  manifestPath,
  manifestDigest: null,
  configPath,
  configDigest: null,
  created: null,
  layers: layers.map(layer),
  entryPoints: [],
  command: null,
});

const modelOf = (
  files: readonly DumpFile[],
  references: readonly Reference[],
  images: readonly DumpImage[] = [],
): DumpModel => ({
  name: 'x',
  inputKind: 'folder',
  container: 'folder',
  root: '',
  otherRoots: [],
  dialect: 'oci-layout',
  producer: null,
  evidence: [],
  files,
  folders: [],
  outsideFiles: 0,
  references,
  images,
  absentPlatforms: [],
  legacyProofs: [],
  archiveFaults: [],
  unreadable: [],
});

/** As many images as asked, each with its own config and layers, named by one index and one Docker manifest. */
function manyImages(images: number, layersEach: number): DumpModel {
  const files = [file('index.json', 'index'), file('manifest.json', 'docker-manifest')];
  const references: Reference[] = [];
  const made: DumpImage[] = [];
  for (let i = 0; i < images; i += 1) {
    const layers = Array.from({ length: layersEach }, (_, j) => `l${i}.${j}`);
    files.push(
      file(`m${i}`, 'image-manifest'),
      file(`c${i}`, 'image-config'),
      ...layers.map((path) => file(path, 'layer')),
    );
    references.push(
      arrow('index.json', 'manifest', `m${i}`),
      arrow(`m${i}`, 'config', `c${i}`),
      arrow('manifest.json', 'config', `c${i}`),
    );
    for (const path of layers)
      references.push(
        arrow(`m${i}`, 'layer', path),
        arrow('manifest.json', 'layer', path),
        arrow(`c${i}`, 'diff-id', path),
      );
    made.push(image(`m${i}`, `c${i}`, layers));
  }
  return modelOf(files, references, made);
}

describe('the graph', () => {
  test('puts every file where its role and its referrers place it', () => {
    const files = [
      file('index.json', 'index'),
      file('oci-layout', 'oci-layout'),
      file('nested', 'image-index'),
      file('man', 'image-manifest'),
      file('cfg', 'image-config'),
      file('l', 'layer'),
      file('att', 'attestation'),
      file('attcfg', 'attestation'),
      file('stmt', 'attestation'),
      file('old', 'legacy-v1-config'),
    ];
    const references = [
      arrow('index.json', 'manifest', 'nested'),
      arrow('nested', 'manifest', 'man'),
      arrow('nested', 'manifest', 'att'),
      arrow('man', 'config', 'cfg'),
      arrow('man', 'layer', 'l'),
      arrow('att', 'config', 'attcfg'),
      arrow('att', 'blob', 'stmt'),
      arrow('stmt', 'attests', 'man', { optional: true }),
    ];
    const { nodes } = buildMapGraph(modelOf(files, references));
    const columns = Object.fromEntries([...nodes].map(([id, { column, onQuay }]) => [id, onQuay ? 'quay' : column]));
    expect(columns).toEqual({
      'index.json': 'entry',
      'oci-layout': 'entry',
      nested: 'index',
      man: 'manifest',
      cfg: 'config',
      l: 'layer',
      att: 'manifest',
      attcfg: 'config',
      stmt: 'layer',
      old: 'quay',
    });
  });

  test('shows what is missing, and joins the arrows to it', () => {
    const references = [
      arrow('man', 'layer', 'gone', { present: false, size: 14_848, label: 'layers[0]' }),
      arrow('man', 'diff-id', 'gone', { present: false, label: 'other' }),
      arrow('man', 'subject', 'far', { present: false, optional: true }),
      arrow('man', 'config', null, { present: false, digest: 'sha256:12' }),
    ];
    const { nodes, edges } = buildMapGraph(modelOf([file('man', 'image-manifest')], references));
    expect(nodes.get('gone')).toMatchObject({ kind: 'missing', column: 'layer', size: 14_848, optional: false });
    expect(nodes.get('far')).toMatchObject({ kind: 'missing', column: 'manifest', optional: true });
    expect([...nodes.values()].find((node) => node.kind === 'missing' && node.path === null)).toMatchObject({
      written: 'sha256:12',
      column: 'config',
    });
    expect(edges.map(({ to, label, isBroken, isSoft }) => [to, label, isBroken, isSoft])).toEqual([
      ['gone', 'layers[0] + 1', true, false],
      ['far', 'subject', false, true],
      [expect.stringContaining('malformed'), 'config', true, false],
    ]);
  });

  test('folds the layers of a large image until it is opened', () => {
    const model = manyImages(1, LAYERS_UNFOLDED + 1);
    const folded = buildMapGraph(model);
    expect(folded.nodes.size).toBe(5);
    const stack = [...folded.nodes.values()].find(({ kind }) => kind === 'stack');
    expect(stack).toMatchObject({
      of: 'layers',
      members: expect.arrayContaining(['l0.0', 'l0.12']) as unknown,
      size: 130,
      missing: 0,
    });
    expect(folded.incoming.get(stack?.id ?? '')).toHaveLength(3);
    expect(buildMapGraph(model, new Set([stack?.id ?? ''])).nodes.size).toBe(4 + LAYERS_UNFOLDED + 1);
    expect(buildMapGraph(manyImages(1, LAYERS_UNFOLDED)).nodes.size).toBe(4 + LAYERS_UNFOLDED);
  });

  test('circles end, and a file that names itself has no arrow', () => {
    const files = [file('index.json', 'index'), file('a', 'image-index'), file('b', 'image-index')];
    const references = [
      arrow('index.json', 'manifest', 'a'),
      arrow('a', 'manifest', 'b'),
      arrow('b', 'manifest', 'a'),
      arrow('b', 'manifest', 'b'),
    ];
    expect(buildMapGraph(modelOf(files, references)).edges).toHaveLength(3);
  });
});

describe('the layout', () => {
  const overlaps = (model: DumpModel): string[] => {
    const { nodes } = layoutMap(model);
    const found: string[] = [];
    nodes.forEach((a, i) => {
      for (const b of nodes.slice(i + 1))
        if (a.x === b.x && Math.abs(a.y - b.y) < NODE_HEIGHT) found.push(`${a.node.id} ${b.node.id}`);
    });
    return found;
  };

  test('no two nodes lie on each other, whatever the size', () => {
    for (const [images, layers] of [
      [1, 1],
      [3, 12],
      [20, 7],
    ] as const)
      expect(overlaps(manyImages(images, layers))).toEqual([]);
  });

  test('columns go from left to right, layers keep the order of the image', () => {
    const { byId, columns } = layoutMap(manyImages(2, 5));
    expect(columns.map(({ x }) => x)).toEqual([0, 1, 2, 3].map((i) => 30 + i * COLUMN_PITCH));
    for (const i of [0, 1]) {
      const ys = Array.from({ length: 5 }, (_, j) => byId.get(`l${i}.${j}`)?.y ?? NaN);
      expect(ys).toEqual(ys.toSorted((a, b) => a - b));
    }
    expect(byId.get('m0')?.y).toBeLessThan(byId.get('m1')?.y ?? 0);
  });

  test('an arrow over several columns passes between the nodes', () => {
    const { edges, nodes } = layoutMap(manyImages(3, 4));
    const long = edges.find(({ edge }) => edge.from === 'manifest.json' && edge.to === 'l1.2');
    const level = /L[\d.]+ ([\d.]+)C/.exec(long?.d ?? '')?.[1];
    const inManifestColumn = nodes.filter(({ node }) => node.column === 'manifest');
    expect(inManifestColumn.every(({ y }) => Number(level) < y || Number(level) > y + NODE_HEIGHT)).toBe(true);
  });

  test('every number is finite, also for an empty dump and a lone file', () => {
    for (const model of [modelOf([], []), modelOf([file('a', 'foreign')], []), manyImages(2, 14)]) {
      const { nodes, edges, width, height } = layoutMap(model);
      expect([width, height, ...nodes.flatMap(({ x, y }) => [x, y])].every(Number.isFinite)).toBe(true);
      expect(edges.every(({ d }) => !d.includes('NaN'))).toBe(true);
    }
    expect(layoutMap(modelOf([file('a', 'foreign')], [])).quayY).not.toBeNull();
  });

  test('the same dump gives the same picture', () => {
    expect(layoutMap(manyImages(4, 6))).toEqual(layoutMap(manyImages(4, 6)));
  });
});
