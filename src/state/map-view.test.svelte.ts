import { describe, expect, test } from 'vitest';
import type { DumpFile, DumpModel, FileRole, ImageLayer, Reference } from '../core/dump/dump-model.ts';
import { MapView } from './map-view.svelte.ts';

const file = (path: string, role: FileRole): DumpFile => ({
  path,
  role,
  size: 1,
  source: null,
  kind: 'file',
  linkTarget: null,
  resolvesTo: null,
  modifiedMs: null,
  archiveOffset: null,
  mediaType: null,
});
const arrow = (from: string, relation: Reference['relation'], path: string): Reference => ({
  from,
  relation,
  path,
  pointer: `/${path}`,
  digest: null,
  present: true,
  size: null,
  mediaType: null,
  optional: false,
  label: path,
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

function modelOf(layers: number): DumpModel {
  const paths = Array.from({ length: layers }, (_, i) => `l${i}`);
  return {
    name: 'x',
    inputKind: 'folder',
    container: 'folder',
    root: '',
    otherRoots: [],
    dialect: 'oci-layout',
    producer: null,
    evidence: [],
    folders: [],
    outsideFiles: 0,
    files: [
      file('index.json', 'index'),
      file('m', 'image-manifest'),
      file('c', 'image-config'),
      ...paths.map((path) => file(path, 'layer')),
      file('old', 'legacy-v1-config'),
    ],
    references: [
      arrow('index.json', 'manifest', 'm'),
      arrow('m', 'config', 'c'),
      ...paths.map((path) => arrow('m', 'layer', path)),
    ],
    images: [
      {
        tags: [],
        platform: null,
        manifestPath: 'm',
        manifestDigest: null,
        configPath: 'c',
        configDigest: null,
        created: null,
        layers: paths.map(layer),
        entryPoints: [],
        command: null,
      },
    ],
    absentPlatforms: [],
    legacyProofs: [],
    archiveFaults: [],
    unreadable: [],
  };
}

function shown(layers: number): MapView {
  const model = modelOf(layers);
  const view = new MapView(() => model);
  view.resize(1000, 700);
  return view;
}

describe('walking', () => {
  test('right and left follow arrows, up and down go to neighbours', () => {
    const view = shown(3);
    view.step('right');
    expect(view.selected?.id).toBe('index.json');
    for (const [direction, id] of [
      ['right', 'm'],
      ['right', 'c'],
      ['left', 'm'],
      ['up', 'm'],
      ['left', 'index.json'],
      ['left', 'index.json'],
    ] as const) {
      view.step(direction);
      expect(view.selected?.id).toBe(id);
    }
    view.select('l0');
    view.step('down');
    expect(view.selected?.id).toBe('l1');
  });

  test('what is selected comes into the window, and is always drawn', () => {
    const view = shown(3);
    view.panBy(-100_000, -100_000);
    view.select('index.json');
    const placed = view.layout?.byId.get('index.json');
    const x = (placed?.x ?? 0) * view.zoom + view.panX;
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x).toBeLessThan(1000);
    view.panBy(-100_000, 0);
    expect(view.visibleNodes.map(({ node }) => node.id)).toContain('index.json');
  });
});

describe('stacks', () => {
  test('open, show the file asked for, and close', () => {
    const view = shown(20);
    expect(view.layout?.byId.has('l7')).toBe(false);
    expect(view.reveal('l7')).toBe(true);
    expect(view.selected?.id).toBe('l7');
    expect(view.openedStacks).toHaveLength(1);
    view.closeStacks();
    expect(view.selected).toBeNull();
    expect(view.reveal('nothing like it')).toBe(false);
  });
});

describe('the window', () => {
  test('at first the whole map, or a part that can be read', () => {
    const small = shown(3);
    expect(small.zoom).toBeLessThanOrEqual(1);
    expect((small.layout?.width ?? 0) * small.zoom).toBeLessThanOrEqual(1000.001);
    const model = modelOf(12);
    const tall = new MapView(() => ({ ...model, images: [] }));
    tall.resize(400, 300);
    expect(tall.zoom).toBeGreaterThanOrEqual(0.5);
  });

  test('zooming keeps the point under the pointer, within bounds; the map is never lost', () => {
    const view = shown(3);
    const [x, y] = [(300 - view.panX) / view.zoom, (200 - view.panY) / view.zoom];
    view.zoomBy(1.3, 300, 200);
    expect(x * view.zoom + view.panX).toBeCloseTo(300, 6);
    expect(y * view.zoom + view.panY).toBeCloseTo(200, 6);
    for (let i = 0; i < 50; i += 1) view.zoomIn();
    expect(view.zoom).toBe(2);
    for (let i = 0; i < 50; i += 1) view.zoomOut();
    expect(view.zoom).toBe(0.15);
    view.panBy(1e9, -1e9);
    expect(view.panX).toBeLessThan(1000);
    expect(view.panY).toBeGreaterThan(-(view.layout?.height ?? 0));
  });

  test('only what is in or near it is drawn', () => {
    const model = modelOf(300);
    const view = new MapView(() => ({ ...model, images: [] }));
    view.resize(1000, 700);
    expect(view.layout?.nodes.length).toBeGreaterThan(300);
    expect(view.visibleNodes.length).toBeLessThan(60);
  });

  test('of very many arrows only some are drawn, those that stay in the window before all', () => {
    const model = modelOf(5000);
    const view = new MapView(() => ({ ...model, images: [] }));
    view.resize(1000, 700);
    const edges = view.layout?.edges ?? [];
    const drawn = view.visibleEdges;
    expect([edges.length > 4000, drawn.length > 0, drawn.length <= 400]).toEqual([true, true, true]);
    const heights = drawn.map(({ top, bottom }) => bottom - top);
    expect(Math.max(...heights)).toBeLessThan(10_000);
  });
});
