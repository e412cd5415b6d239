import { itemsOf, member } from '../../json/json-access.ts';
import type { DumpImage } from '../../dump/dump-model.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { sitesOf } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';
import type { FindingOf } from '../finding.ts';

/** The config lists as many layers as whoever names it. */
export const layerCounts = defineRule({
  codes: ['diff-ids-count-mismatch'],
  spec: 'OCI image-spec, config.md, property "rootfs"; containerd, core/unpack/unpacker.go; moby, image/tarexport/load.go',
  *run(dump) {
    const told = new Set<string>();
    for (const { path, pointer, config, have } of layerLists(dump)) {
      const root = dump.files.get(config)?.role === 'image-config' ? dump.documentOf(config)?.root : undefined;
      const diffIds = member(member(root, 'rootfs'), 'diff_ids');
      // Null is no layers, as none at all is; another type is a finding of its own.
      if (diffIds !== undefined && diffIds.kind !== 'array' && diffIds.kind !== 'null') continue;
      if (!root || member(root, 'rootfs')?.kind !== 'object') continue;
      const want = itemsOf(diffIds).length;
      if (want === have || told.has(`${config} ${have}`)) continue;
      told.add(`${config} ${have}`);
      yield { code: 'diff-ids-count-mismatch', severity: 'error', path, pointer, args: { want, have } };
    }
  },
});

/** Every list of layers in the dump, and the config that goes with it. */
function* layerLists(dump: CheckedDump): Generator<{ path: string; pointer: string; config: string; have: number }> {
  for (const shaped of shapedDocuments(dump, 'manifest')) {
    const { path } = shaped.file;
    const layers = member(shaped.document.root, 'layers');
    const config = dump.referencesFrom.get(path)?.find(({ relation }) => relation === 'config')?.path;
    if (!config || (layers && layers.kind !== 'array') || !sitesOf(shaped).some(({ list }) => list === 'config'))
      continue;
    yield { path, pointer: '/layers', config, have: itemsOf(layers).length };
  }
  for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
    for (const [i, entry] of itemsOf(document.root).entries()) {
      const pointer = `/${i}/Layers`;
      const config = dump.referencesFrom
        .get(file.path)
        ?.find((reference) => reference.pointer === `/${i}/Config`)?.path;
      if (config) yield { path: file.path, pointer, config, have: itemsOf(member(entry, 'Layers')).length };
    }
  }
}

/** Every layer unpacks to what the config says, at its place. */
export const diffIds = defineRule({
  codes: ['diff-id-mismatch', 'diff-ids-reordered'],
  spec: 'OCI image-spec, config.md, "Layer DiffID"',
  *run(dump) {
    const told = new Set<string>();
    for (const image of dump.model.images) {
      const order = reordering(dump, image);
      const path = image.configPath ?? image.manifestPath;
      if (order !== null) {
        const key = `${path} ${order.join(' ')}`;
        if (!told.has(key)) {
          told.add(key);
          yield { code: 'diff-ids-reordered', severity: 'error', path, pointer: '/rootfs/diff_ids', args: { order } };
        }
        continue;
      }
      for (const finding of mismatches(dump, image)) {
        const key = `${finding.path} ${finding.args.want}`;
        if (told.has(key)) continue;
        told.add(key);
        yield finding;
      }
    }
  },
});

function* mismatches(dump: CheckedDump, image: DumpImage): Generator<FindingOf<'diff-id-mismatch'>> {
  for (const [i, layer] of image.layers.entries()) {
    const have = layer.present && !layer.encrypted ? dump.readingOf(layer.path)?.diffId : null;
    if (!have || layer.diffId === null || have === layer.diffId) continue;
    const args = { index: i + 1, want: layer.diffId, have };
    yield { code: 'diff-id-mismatch', severity: 'error', path: layer.path, digest: layer.diffId, args };
  }
}

/** @returns for each place of the config, counted from 1, the place at which its layer really stands; null when it is not that */
function reordering(dump: CheckedDump, image: DumpImage): number[] | null {
  const want = image.layers.map(({ diffId }) => diffId);
  const have = image.layers.map(({ path, present }) => (present ? (dump.readingOf(path)?.diffId ?? null) : null));
  if (want.includes(null) || have.includes(null) || want.every((diffId, i) => diffId === have[i])) return null;
  const places = new Map<string, number[]>();
  for (const [i, diffId] of have.entries()) {
    if (diffId === null) continue;
    const list = places.get(diffId);
    if (list) list.push(i + 1);
    else places.set(diffId, [i + 1]);
  }
  const order: number[] = [];
  for (const diffId of want) {
    const place = diffId === null ? undefined : places.get(diffId)?.shift();
    if (place === undefined) return null;
    order.push(place);
  }
  return order;
}
