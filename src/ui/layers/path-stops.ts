import type { LayerRow, PathHistory, PathStep } from './shown-types.ts';

/** One stop of a path's way through the layers. */
export type PathStop =
  | { readonly kind: 'step'; readonly layer: number; readonly step: PathStep }
  /** Layers `layer` to `last` did nothing to it. `implied`: it is there for what lies below it alone; `unknown`: nothing is known of these. */
  | {
      readonly kind: 'quiet';
      readonly layer: number;
      readonly last: number;
      readonly state: 'there' | 'implied' | 'gone' | 'unknown';
    };

/** More layers in a row than this that did nothing are one stop. */
const TOLD_APART = 3;

/** A stop for each layer, in the order of the layers; a layer may have several steps, and long quiet runs are one. */
export function pathStops(layers: readonly LayerRow[], { steps: all, isThere }: PathHistory): PathStop[] {
  const byLayer = new Map<number, PathStep[]>();
  for (const step of all) byLayer.set(step.layer, [...(byLayer.get(step.layer) ?? []), step]);
  const stops: PathStop[] = [];
  let isNamed = false;
  for (const { layer, state } of layers) {
    const steps = byLayer.get(layer) ?? [];
    for (const step of steps) stops.push({ kind: 'step', layer, step });
    const last = steps.at(-1);
    if (last) isNamed = isPut(last);
    else
      stops.push({
        kind: 'quiet',
        layer,
        last: layer,
        state: state !== 'read' ? 'unknown' : isNamed ? 'there' : isThere[layer] === true ? 'implied' : 'gone',
      });
  }
  return joinQuiet(stops);
}

/** The step put something there; else it took something away. */
export const isPut = (step: PathStep): step is PathStep & { kind: 'added' | 'changed' | 'metadata' | 'copy' } =>
  step.kind === 'added' || step.kind === 'changed' || step.kind === 'metadata' || step.kind === 'copy';

function joinQuiet(stops: readonly PathStop[]): PathStop[] {
  const joined: PathStop[] = [];
  for (let i = 0; i < stops.length;) {
    const stop = stops[i];
    let end = i + 1;
    if (stop?.kind === 'quiet') while (isLike(stop, stops[end])) end += 1;
    if (stop?.kind === 'quiet' && end - i > TOLD_APART) joined.push({ ...stop, last: stop.layer + end - i - 1 });
    else joined.push(...stops.slice(i, end));
    i = end;
  }
  return joined;
}

const isLike = (stop: PathStop & { kind: 'quiet' }, next: PathStop | undefined): boolean =>
  next?.kind === 'quiet' && next.state === stop.state;
