import type { MapColumn, MapEdge, MapGraph, MapNode } from './map-graph.ts';

/** All lengths are CSS pixels at zoom 1. */
export const NODE_WIDTH = 192;
export const NODE_HEIGHT = 60;
/** From one column to the next. */
export const COLUMN_PITCH = 328;
export const MAP_MARGIN = 30;

export interface PlacedNode {
  readonly node: MapNode;
  /** Of its left upper corner. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge {
  readonly edge: MapEdge;
  /** SVG path data, from source to target. */
  readonly d: string;
  /** Middle of its label. */
  readonly labelX: number;
  readonly labelY: number;
  /** Between the quay and the rest: it would lie across everything, so it is drawn only when somebody asks for it. */
  readonly isQuiet: boolean;
  /** Bounds, for leaving out what is not in view. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface MapLayout {
  readonly graph: MapGraph;
  /** By column, each from top to bottom, then the quay row by row: a good order to read them. */
  readonly nodes: readonly PlacedNode[];
  readonly byId: ReadonlyMap<string, PlacedNode>;
  readonly edges: readonly PlacedEdge[];
  readonly columns: readonly { readonly column: MapColumn; readonly x: number }[];
  /** Top of the lane for what no entry point leads to; null when there is none. */
  readonly quayY: number | null;
  readonly width: number;
  readonly height: number;
}

/** A bundle of arrows passing through a column between its nodes: one for each source that has arrows to columns further right. */
export interface Trunk {
  readonly from: string;
  readonly column: number;
}

export const trunkId = (from: string, column: number): string => `trunk ${column} ${from}`;
