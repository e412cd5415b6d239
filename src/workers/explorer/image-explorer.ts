import type { DumpFile, DumpImage, DumpModel } from '../../core/dump/dump-model.ts';
import type { FileCheck } from '../../core/layer/file-check.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import { LayerEntriesBuilder } from '../../core/layer/layer-entries-builder.ts';
import { isNotUnpackedHere } from '../../core/layer/inflater.ts';
import type { LayerReading } from '../../core/layer/layer-reading.ts';
import { treeAt, type FileTree } from '../../core/rootfs/file-tree.ts';
import { layerChanges, type LayerChanges } from '../../core/rootfs/layer-changes.ts';
import type { LayerStack } from '../../core/rootfs/layer-stack.ts';
import { stackLayers } from '../../core/rootfs/stack-layers.ts';
import type { LayerState } from './tree-api.ts';

/** One layer of the image with what reading it gave. */
export interface ExploredLayer {
  readonly state: LayerState;
  readonly layer: DumpImage['layers'][number];
  /** The file that holds it, links followed; null when it is not in the dump. */
  readonly file: DumpFile | null;
  readonly reading: LayerReading | null;
  /** Empty where nothing could be read, so that places in the stack are those in the image. */
  readonly entries: LayerEntries;
}

/**
 * Everything about the insides of one image that follows from its layers' entries, made when it is first asked for. The
 * stack stays; of trees and changes the last one asked for is kept, since a million paths take some 20 MB each.
 */
export class ImageExplorer {
  readonly image: DumpImage;
  readonly layers: readonly ExploredLayer[];
  #stack: LayerStack | null = null;
  #tree: FileTree | null = null;
  #changes: LayerChanges | null = null;

  constructor(image: DumpImage, layers: readonly ExploredLayer[]) {
    this.image = image;
    this.layers = layers;
  }

  /** @throws DumpError `limit-reached` above ROOTFS_PATHS paths */
  get stack(): LayerStack {
    this.#stack ??= stackLayers(
      this.layers.map(({ entries }) => entries),
      { followsLinks: true },
    );
    return this.#stack;
  }

  /** As of layer `layer`; all layers when absent. */
  tree(layer = this.layers.length - 1): FileTree {
    if (this.#tree?.layer !== layer) this.#tree = treeAt(this.stack, layer);
    return this.#tree;
  }

  /** @throws RangeError when there is no such layer */
  changes(layer: number): LayerChanges {
    if (this.#changes?.layer !== layer) this.#changes = layerChanges(this.stack, layer);
    return this.#changes;
  }
}

/** @throws RangeError when there is no such image */
export function exploreImage(
  model: DumpModel,
  place: number,
  files: ReadonlyMap<string, DumpFile>,
  checks: ReadonlyMap<string, FileCheck>,
): ImageExplorer {
  const image = model.images[place];
  if (!image) throw new RangeError(`no image ${place}`);
  const nothing = new LayerEntriesBuilder().finish(true);
  const layers = image.layers.map((layer): ExploredLayer => {
    const named = files.get(layer.path);
    const file = (named?.resolvesTo ? files.get(named.resolvesTo) : named) ?? null;
    const check = file && checks.get(file.path);
    const reading = check?.layer ?? null;
    const state = !file?.source
      ? 'absent'
      : layer.encrypted
        ? 'encrypted'
        : !check
          ? 'unread'
          : reading?.isTar
            ? 'read'
            : isNotUnpackedHere(reading?.compression)
              ? 'not-unpacked'
              : 'no-tar';
    return { state, layer, file, reading, entries: state === 'read' && reading ? reading.entries : nothing };
  });
  return new ImageExplorer(image, layers);
}
