import type { CreateHasher } from '../bytes/hasher.ts';
import type { DumpFile, DumpImage, DumpModel } from '../dump/dump-model.ts';
import type { FileCheck } from '../layer/file-check.ts';
import type { LayerEntries } from '../layer/layer-entries.ts';
import { computeEfficiency } from '../rootfs/compute-efficiency.ts';
import { releaseStack } from '../rootfs/layer-stack.ts';
import type { PathsOfLayers } from '../rootfs/paths-of-layers.ts';
import { squashLayers } from '../rootfs/squash.ts';
import { summariseRootfs } from '../rootfs/summarise-rootfs.ts';
import type { ReportEfficiency, ReportRootfs } from './report.ts';

export type ImageSummary = { readonly rootfs: ReportRootfs; readonly efficiency: ReportEfficiency };

/**
 * The final file tree of each image, in the order of `model.images`. Null while a layer that is here has not been read yet.
 * Layers that are absent, encrypted, not unpacked or no tar are left out: the findings say so, and the tree is then that of the rest.
 * Memory: one image's tree at a time, some 130 bytes a path, given back at once.
 * @param ahead names of the first image's layers, read while others were still being unpacked
 */
export function summariseImages(
  model: DumpModel,
  checks: ReadonlyMap<string, FileCheck>,
  createHasher: CreateHasher,
  ahead?: PathsOfLayers,
): (ImageSummary | null)[] {
  const files = new Map(model.files.map((file) => [file.path, file]));
  return model.images.map((image, index) => {
    const layers = layersOf(image, files, checks);
    if (!layers) return null;
    const rootfs = squashLayers(layers, index === 0 ? ahead : undefined);
    const { tree } = rootfs;
    const summary = summariseRootfs(rootfs, createHasher);
    tree.release();
    const efficiency = computeEfficiency(rootfs);
    releaseStack(tree.stack);
    return { rootfs: summary, efficiency };
  });
}

function layersOf(
  image: DumpImage,
  files: ReadonlyMap<string, DumpFile>,
  checks: ReadonlyMap<string, FileCheck>,
): LayerEntries[] | null {
  const layers: LayerEntries[] = [];
  for (const { path } of image.layers) {
    const file = files.get(path);
    if (!file?.source) continue;
    const check = checks.get(file.resolvesTo ?? path);
    if (!check) return null;
    if (check.layer?.isTar === true) layers.push(check.layer.entries);
  }
  return layers;
}
