import { expect, test } from 'vitest';
import { buildMapGraph } from '../../core/explain/build-map-graph.ts';
import type { DumpModel, Reference } from '../../core/dump/dump-model.ts';
import { fakeDump } from '../testing/fake-dumps.ts';
import { openedAtFirst, outlineRows, QUAY_ROW } from './outline-rows.ts';

const { model } = fakeDump({ name: 'x', images: 1, layers: 2, strays: 2, verdict: 'sound', findings: [] });

test('every node of the map stands in the outline, below each that points at it', () => {
  const graph = buildMapGraph(model);
  const rows = outlineRows(graph, openedAtFirst(graph));
  expect(new Set(rows.flatMap(({ node }) => node?.id ?? []))).toEqual(new Set(graph.nodes.keys()));
  for (const { node } of rows) {
    if (!node || !graph.incoming.has(node.id)) continue;
    expect(rows.filter((row) => row.node?.id === node.id).length).toBeGreaterThanOrEqual(
      graph.incoming.get(node.id)?.length ?? 0,
    );
  }
  expect(rows.at(-1)?.id.startsWith(QUAY_ROW)).toBe(true);
});

test('closed rows hide what is below, and say that there is something', () => {
  const graph = buildMapGraph(model);
  const rows = outlineRows(graph, new Set());
  expect(rows.every(({ level }) => level === 1)).toBe(true);
  expect(rows.find(({ id }) => id === 'index.json')).toMatchObject({ isOpen: false });
  expect(rows.find(({ id }) => id === 'oci-layout')).toMatchObject({ isOpen: null });
});

test('a circle is cut, and a large dump opens no more than can be looked at', () => {
  const circle = (from: string, path: string): Reference => ({
    ...(model.references[0] as Reference),
    from,
    path,
    pointer: `/${path}`,
  });
  const round: DumpModel = {
    ...model,
    references: [circle('index.json', 'manifest.json'), circle('manifest.json', 'index.json')],
  };
  const graph = buildMapGraph(round);
  expect(
    outlineRows(
      graph,
      new Set(['index.json', 'index.json > manifest.json', 'index.json > manifest.json > index.json']),
    ).filter(({ id }) => id.startsWith('index.json')).length,
  ).toBe(3);
  const large = buildMapGraph(
    fakeDump({ name: 'x', images: 100, layers: 10, strays: 0, verdict: 'sound', findings: [] }).model,
  );
  expect(outlineRows(large, openedAtFirst(large)).length).toBeLessThan(130);
});
