import type { ExploreApi } from './explore-api.ts';

/** The names of all methods of ExploreApi; the compiler keeps the list whole. */
export const exploreMethods: { readonly [M in keyof ExploreApi]: true } = {
  layers: true,
  treeRows: true,
  foldTree: true,
  locateRow: true,
  entryDetail: true,
  pathHistory: true,
  openContent: true,
  readContent: true,
  listContent: true,
  entryHeader: true,
  paxRecords: true,
  hashContent: true,
  diffContent: true,
  colourText: true,
  findContent: true,
  countLines: true,
  stepEffect: true,
  search: true,
  save: true,
  imageBytes: true,
  bytesTree: true,
  whatIf: true,
  buildStory: true,
  configPage: true,
};
