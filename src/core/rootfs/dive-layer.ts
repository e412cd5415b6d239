import { releaseBytes } from '../bytes/release-bytes.ts';
import { entryType } from '../layer/entry-fields.ts';
import { LEFT_OUT } from './dive-names.ts';
import type { LayerStack } from './layer-stack.ts';
import { ROOT } from './path-table.ts';

/** The paths of one layer as dive has them, folders that no entry names included; filled again for each layer. */
export class DiveLayer {
  /** Bytes as the tar header of the last entry of that path says; 0 where no entry names it. Of other layers where `has` is false. */
  readonly sizes: Float64Array<ArrayBuffer>;
  /** By the last entry of that path. */
  readonly isDir: Uint8Array<ArrayBuffer>;
  readonly #stack: LayerStack;
  readonly #names: Uint8Array;
  readonly #paths: Int32Array<ArrayBuffer>;
  /** One more than the layer that has the path, and that has something below it. */
  readonly #inLayer: Uint32Array<ArrayBuffer>;
  readonly #holdsInLayer: Uint32Array<ArrayBuffer>;
  #count = 0;
  #mark = 0;

  /** @param names of `diveNames` */
  constructor(stack: LayerStack, names: Uint8Array) {
    const { count } = stack.paths;
    this.#stack = stack;
    this.#names = names;
    this.sizes = new Float64Array(count);
    this.isDir = new Uint8Array(count);
    this.#paths = new Int32Array(count);
    this.#inLayer = new Uint32Array(count);
    this.#holdsInLayer = new Uint32Array(count);
  }

  /** In no order. */
  get paths(): Int32Array {
    return this.#paths.subarray(0, this.#count);
  }

  release(): void {
    releaseBytes(this.sizes, this.isDir, this.#paths, this.#inLayer, this.#holdsInLayer);
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
    if (!entries) return;
    const start = starts[layer] ?? 0;
    for (let i = 0; i < entries.count; i++) {
      const path = ownPaths.size === 0 ? pathOf[start + i] : (ownPaths.get(start + i) ?? pathOf[start + i]);
      if (path === undefined || path <= ROOT) continue;
      if (this.#names[path] === LEFT_OUT) this.#addFolder(path);
      else {
        this.#add(path);
        this.sizes[path] = entries.sizes[i] ?? 0;
        this.isDir[path] = entryType(entries, i) === 'dir' ? 1 : 0;
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
      this.sizes[at] = 0;
      this.isDir[at] = 0;
      at = paths.parent(at);
      this.#holdsInLayer[at] = this.#mark;
    }
  }
}
