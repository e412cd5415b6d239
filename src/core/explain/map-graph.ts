import type { FileRole, Relation } from '../dump/dump-model.ts';

/** Left to right. */
export const MAP_COLUMNS = ['entry', 'index', 'manifest', 'config', 'layer'] as const;
export type MapColumn = (typeof MAP_COLUMNS)[number];

interface MapNodeBase {
  readonly id: string;
  readonly column: MapColumn;
  /** No entry point leads to it: it lies in a lane of its own. */
  readonly onQuay: boolean;
  readonly role: FileRole;
  readonly mediaType: string | null;
  /** Bytes: as on disk, as promised for what is missing, together for a stack; null when nobody says. */
  readonly size: number | null;
}

/** A file, or one that should be there. Its id is its path. */
export interface MapFileNode extends MapNodeBase {
  readonly kind: 'file' | 'missing';
  /** Null when a malformed digest leads nowhere: `written` says what stands there. */
  readonly path: string | null;
  readonly written: string | null;
  /** Its place in the first image that has it, counted from 1; null for what is no layer. */
  readonly layer: number | null;
  /** Missing, and allowed to be. */
  readonly optional: boolean;
}

/** Many files of one kind as one node, until it is opened. */
export interface MapStackNode extends MapNodeBase {
  readonly kind: 'stack';
  readonly of: 'layers' | 'absent' | 'quay';
  /** Ids of what is in it, in order. */
  readonly members: readonly string[];
  /** How many of them are missing. */
  readonly missing: number;
}

export type MapNode = MapFileNode | MapStackNode;

/** All arrows between two nodes as one. */
export interface MapEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Of the first of them. */
  readonly relation: Relation;
  /** Short, with the number of further arrows: `layers[0] + 2`. */
  readonly label: string;
  readonly count: number;
  /** It leads to something that is missing and should not be. */
  readonly isBroken: boolean;
  /** Its target need not be there, or it says something about it rather than being made of it. */
  readonly isSoft: boolean;
}

/** The reference graph of a dump, ready to be laid out. Nodes are in reading order within their column. */
export interface MapGraph {
  readonly nodes: ReadonlyMap<string, MapNode>;
  readonly edges: readonly MapEdge[];
  readonly outgoing: ReadonlyMap<string, readonly MapEdge[]>;
  readonly incoming: ReadonlyMap<string, readonly MapEdge[]>;
  /** Which stack a file lies in, for files whose stack is closed. */
  readonly stackOf: ReadonlyMap<string, string>;
}
