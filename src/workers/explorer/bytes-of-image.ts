import { decodeName, fromBinary } from '../../core/bytes/byte-names.ts';
import type { DumpFile } from '../../core/dump/dump-model.ts';
import type { DuplicateContents } from '../../core/rootfs/find-duplicates.ts';
import { largestPaths } from '../../core/rootfs/largest-paths.ts';
import { measureWaste, type Waste, type WasteOfClass } from '../../core/rootfs/measure-waste.ts';
import { sumLayers } from '../../core/rootfs/sum-layers.ts';
import type { ImageBytes, LayerBytes } from './bytes-api.ts';
import { isUnpacked, layerFiles, sumDump } from './bytes-of-dump.ts';
import { shownPath } from './bytes-shown-path.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ExploredLayer } from './image-explorer.ts';

/** Rows of each list: what somebody looks through, and what crosses threads in a millisecond. */
export const BYTES_LISTED = 200;
/** Paths named of one group of equal files. */
const PATHS_OF_GROUP = 20;

/** Where the bytes of an image go. Passes over all its entries: a second or two for a million. */
export function bytesOfImage(session: ExplorerSession, image: number): ImageBytes {
  const explorer = session.explore(image);
  const tree = explorer.tree();
  const { paths } = tree.stack;
  const files = layerFiles(session);
  const sums = sumLayers(tree);
  const layers = layerRows(explorer.layers, sums, otherImages(files, image));
  const once = layers.filter(({ sameAs }) => sameAs === null);
  const waste = measureWaste(tree.stack, { items: BYTES_LISTED });
  const largest = largestPaths(tree, BYTES_LISTED);
  return {
    layers,
    storedBytes: once.reduce((sum, { storedBytes }) => sum + (storedBytes ?? 0), 0),
    uncompressedBytes: once.reduce((sum, { uncompressedBytes }) => sum + (uncompressedBytes ?? 0), 0),
    rootfsBytes: tree.bytes,
    rootfsPaths: tree.count,
    waste: forShowing(waste),
    score: waste.storedBytes === 0 ? 1 : tree.bytes / waste.storedBytes,
    largestFiles: largest.files.map((path) => ({
      path: shownPath(paths, path),
      bytes: tree.bytesIn[path] ?? 0,
      ...(tree.entryOf(path) ?? { layer: 0, index: 0 }),
    })),
    largestFolders: largest.folders.map((path) => ({
      path: shownPath(paths, path),
      bytes: tree.bytesIn[path] ?? 0,
      // The folder itself is one of them when an entry names it.
      paths: (tree.pathsIn[path] ?? 0) - ((tree.shown[path] ?? -1) < 0 ? 0 : 1),
    })),
    dump: sumDump(session, files),
  };
}

function layerRows(
  layers: readonly ExploredLayer[],
  sums: ReturnType<typeof sumLayers>,
  others: (file: DumpFile) => number,
): LayerBytes[] {
  const firsts = new Map<DumpFile, number>();
  return layers.map(({ state, layer: { createdBy }, file, reading }, layer) => {
    const held = file?.source ? file : null;
    const first = held ? (firsts.get(held) ?? layer) : layer;
    if (held) firsts.set(held, first);
    const sum = state === 'read' ? sums[layer] : undefined;
    return {
      layer,
      state,
      isCut: state === 'read' && reading?.fault !== null,
      createdBy,
      storedBytes: held?.size ?? null,
      uncompressedBytes: reading && isUnpacked(reading) ? reading.uncompressedSize : null,
      contentBytes: sum?.contentBytes ?? null,
      files: sum?.files ?? null,
      shownBytes: sum?.shownBytes ?? null,
      sameAs: first === layer ? null : first,
      otherImages: held ? others(held) : 0,
    };
  });
}

/** Counts the images but one that use a layer's file. */
function otherImages(files: ReturnType<typeof layerFiles>, image: number): (file: DumpFile) => number {
  const counts = new Map<DumpFile, number>();
  files.forEach((layers, i) => {
    if (i === image) return;
    for (const file of new Set(layers)) if (file) counts.set(file, (counts.get(file) ?? 0) + 1);
  });
  return (file) => counts.get(file) ?? 0;
}

const shown = (binary: string): string => decodeName(fromBinary(binary));

function forShowing(waste: Waste): Waste {
  const { overwritten, metadata, deleted } = waste.classes;
  const classes = { overwritten: ofClass(overwritten), metadata: ofClass(metadata), deleted: ofClass(deleted) };
  return { ...waste, classes, duplicates: ofDuplicates(waste.duplicates) };
}

function ofClass(found: WasteOfClass): WasteOfClass {
  return {
    ...found,
    items: found.items.map((item) => ({
      ...item,
      path: shown(item.path),
      by: { ...item.by, path: shown(item.by.path) },
    })),
    causes: found.causes.map((cause) => ({ ...cause, path: shown(cause.path) })),
  };
}

function ofDuplicates(found: DuplicateContents): DuplicateContents {
  const groups = found.groups.map((group) => ({
    ...group,
    paths: group.paths.slice(0, PATHS_OF_GROUP).map((place) => ({ ...place, path: shown(place.path) })),
  }));
  return { ...found, groups };
}
