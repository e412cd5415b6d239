import type { DumpImage, DumpModel, Reference } from '../../core/dump/dump-model.ts';

/** One way from an entry file to the layers: what a tool reads, step by step. */
export interface Chain {
  readonly reader: string;
  readonly steps: readonly ChainStep[];
}

export interface ChainStep {
  /** The word on the arrow that leads here; empty for the first. */
  readonly verb: string;
  readonly path: string;
  readonly present: boolean;
  /** Further files of the same kind that are not drawn. */
  readonly more: number;
}

const readers: Readonly<Record<string, string>> = {
  'index.json': 'OCI tools read',
  'manifest.json': 'Classic docker load',
  repositories: 'Docker before 1.10',
};
const LAYERS_DRAWN = 3;

/** At most `limit` chains, one for each entry file of each image, and how many were left out. */
export function chainsOf(model: DumpModel, limit: number): { chains: readonly Chain[]; left: number } {
  const pairs = model.images.flatMap((image) => image.entryPoints.map((entry) => ({ image, entry })));
  const chains = pairs.slice(0, limit).map(({ image, entry }) => chainOf(model, image, entry));
  return { chains, left: pairs.length - chains.length };
}

function chainOf(model: DumpModel, image: DumpImage, entry: string): Chain {
  const step = (verb: string, path: string, more = 0): ChainStep => ({
    verb,
    path,
    more,
    present: isThere(model, path),
  });
  const layers = image.layers.map((layer) => layer.path);
  const manifest = image.manifestPath;
  const isDir = model.dialect === 'skopeo-dir';
  if (entry === 'repositories') {
    const top = layers.at(-1);
    const below = layers.length - 1;
    return {
      reader: readers[entry] ?? entry,
      steps: [step('', entry), ...(top === undefined ? [] : [step('names', top, below)])],
    };
  }
  const steps: ChainStep[] = [step('', entry)];
  const viaManifest = manifest !== null && manifest !== entry && (entry === 'index.json' || isDir);
  if (viaManifest)
    for (const path of wayTo(model.references, entry, manifest))
      steps.push(step(path === manifest ? 'names' : 'leads to', path));
  if (image.configPath !== null) steps.push(step(steps.length > 1 ? 'lists' : 'names', image.configPath));
  layers.slice(0, LAYERS_DRAWN).forEach((path, i) => {
    const isLast = i === Math.min(LAYERS_DRAWN, layers.length) - 1;
    steps.push(step('and', path, isLast ? layers.length - 1 - i : 0));
  });
  return { reader: isDir ? 'skopeo and podman read' : (readers[entry] ?? `From ${entry}`), steps };
}

const isThere = (model: DumpModel, path: string): boolean => model.files.some((file) => file.path === path);

/** Paths from behind `from` to `to`, `to` included: nested indexes lie between. Just `to` when no arrows lead there. */
function wayTo(references: readonly Reference[], from: string, to: string): readonly string[] {
  const cameFrom = new Map<string, string>();
  const queue = [from];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const { from: source, path, relation } of references) {
      if (source !== at || relation !== 'manifest' || path === null || path === from || cameFrom.has(path)) continue;
      cameFrom.set(path, at);
      queue.push(path);
    }
  }
  const way: string[] = [];
  for (let at: string | undefined = to; at !== undefined && at !== from; at = cameFrom.get(at)) way.unshift(at);
  return way;
}
