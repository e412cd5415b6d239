import type { PathStep } from '../layers/shown-types.ts';

/** A step in the history of a path, of which only what happened and where is of interest. */
export const pathStep = (kind: PathStep['kind'], layer: number): PathStep => ({
  kind,
  layer,
  index: 0,
  size: 1,
  differences: [],
  createdBy: null,
});
