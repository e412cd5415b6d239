import { releaseBytes } from '../bytes/release-bytes.ts';
import { entryType } from '../layer/entry-fields.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { LEFT_OUT } from './dive-names.ts';
import type { LayerStack } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** The paths of one layer as dive has them, folders that no entry names included; filled again for each layer. */
export class DiveLayer {
  readonly #stack: LayerStack;
  readonly #names: Uint8Array;
  readonly #paths: Int32Array<ArrayBuffer>;
  /** Index of the last entry of each path; -1 where no entry names it. Of other layers where `has` is false. */
  readonly #entryOf: Int32Array<ArrayBuffer>;
  /** One more than the layer that has the path, and that has something below it. */
  readonly #inLayer: LayerNumbers;
  readonly #holdsInLayer: LayerNumbers;
  #entries: LayerEntries | undefined;
  #count = 0;
  #mark = 0;

  /** @param names of `diveNames` */
  constructor(stack: LayerStack, names: Uint8Array) {
    const { count } = stack.paths;
    this.#stack = stack;
    this.#names = names;
    this.#paths = new Int32Array(count);
    this.#entryOf = new Int32Array(count);
    this.#inLayer = layerNumbers(stack, count);
    this.#holdsInLayer = layerNumbers(stack, count);
  }

  /** In no order. */
  get paths(): Int32Array {
    return this.#paths.subarray(0, this.#count);
  }

  release(): void {
    releaseBytes(this.#paths, this.#entryOf, this.#inLayer, this.#holdsInLayer);
  }

  /** Bytes as the tar header of the last entry of that path says; 0 where no entry names it. */
  sizeOf(path: number): number {
    return this.#entries?.sizes[this.#entryOf[path] ?? -1] ?? 0;
  }

  /** By the last entry of that path. */
  isDir(path: number): boolean {
    const entry = this.#entryOf[path] ?? -1;
    return entry >= 0 && this.#entries !== undefined && entryType(this.#entries, entry) === 'dir';
  }

  has(path: number): boolean {
    return this.#inLayer[path] === this.#mark;
  }

  holdsSomething(path: number): boolean {
    return this.#holdsInLayer[path] === this.#mark;
  }

  /** @param layer its index */
  read(layer: number): void {
    const { layers, starts, pathOf, ownPaths } = this.#stack;
    const entries = layers[layer];
    this.#count = 0;
    this.#mark = layer + 1;
    this.#entries = entries;
    if (!entries) return;
    const start = starts[layer] ?? 0;
    for (let i = 0; i < entries.count; i++) {
      const path = ownPaths.size === 0 ? pathOf[start + i] : (ownPaths.get(start + i) ?? pathOf[start + i]);
      if (path === undefined || path <= ROOT) continue;
      if (this.#names[path] === LEFT_OUT) this.#addFolder(path);
      else {
        this.#add(path);
        this.#entryOf[path] = i;
      }
    }
  }

  /** What dive leaves out still has folders, down to where it stops. */
  #addFolder(path: number): void {
    let folder = path;
    while (this.#names[folder] === LEFT_OUT) folder = this.#stack.paths.parent(folder);
    if (folder > ROOT) this.#add(folder);
  }

  #add(path: number): void {
    const { paths } = this.#stack;
    for (let at = path; at > ROOT && !this.has(at);) {
      this.#inLayer[at] = this.#mark;
      this.#paths[this.#count++] = at;
      this.#entryOf[at] = -1;
      at = paths.parent(at);
      this.#holdsInLayer[at] = this.#mark;
    }
  }
}

type LayerNumbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** As narrow as the number of layers allows, and one more. */
const layerNumbers = ({ layers }: LayerStack, paths: number): LayerNumbers =>
  layers.length < 255 ? new Uint8Array(paths) : new Uint32Array(paths);
