import type { AttributeRow } from '../../core/explain/entries/attribute-row.ts';
import type { EntryType } from '../../core/layer/layer-entries.ts';
import type { ChangeState } from '../../core/rootfs/layer-changes.ts';
import type { NodeFilter } from '../../core/rootfs/tree/node-filter.ts';
import type { NodeOrder } from '../../core/rootfs/tree/node-order.ts';
import type { HistoryEvent } from '../../core/rootfs/path-history.ts';

/**
 * Why nothing is known of what is in a layer; `read`: all is known, up to a fault if there is one; `not-unpacked`: it is
 * packed in a way that this app does not read.
 */
export type LayerState = 'read' | 'unread' | 'absent' | 'encrypted' | 'not-unpacked' | 'no-tar';

/** One layer of an image, for the list of layers. Bytes throughout. */
export interface LayerRow {
  /** Place in the image, from 0, lowest first. */
  readonly layer: number;
  readonly state: LayerState;
  /** Its file in the dump; empty when the dump names none. */
  readonly path: string;
  readonly digest: string | null;
  readonly diffId: string | null;
  readonly createdBy: string | null;
  /** As it lies in the dump; null when it does not. */
  readonly storedBytes: number | null;
  readonly uncompressedBytes: number;
  /** Of its files. */
  readonly contentBytes: number;
  readonly entries: number;
  /** Entries by what they do to the tree below. */
  readonly counts: Readonly<Record<ChangeState, number>>;
  /** Paths of lower layers that it takes away or replaces, and the bytes of their files. */
  readonly hiddenPaths: number;
  readonly hiddenBytes: number;
  /** Reading it stopped early: what is shown is not all. */
  readonly isCut: boolean;
}

export type TreeSort = NodeOrder;
export type TreeSortKey = NodeOrder['by'];
/** What the chosen layer does to a path: see CHANGE_STATES. In the merged tree `deleted` and `opaque` are what it took away. */
export type TreeMark = ChangeState;
export type TreeFilter = NodeFilter;

/**
 * Which tree. `merged`: what a container of layers 0 to `layer` sees, and, struck through, what layer `layer` took away.
 * `layer`: the entries of that one layer, deletion marks among them.
 */
export interface TreeQuery {
  readonly image: number;
  readonly layer: number;
  readonly scope: 'merged' | 'layer';
  readonly filter: TreeFilter;
  readonly sort: TreeSort;
}

/** One row of the tree. Names and paths are for showing: bytes that are no UTF-8 stand as `\xNN`. */
export interface TreeRow {
  /** The row's key in this tree: the number of its path, or a higher one for a second entry of a path in the tree of a layer. */
  readonly id: number;
  /** From the root, without a leading slash. */
  readonly path: string;
  readonly name: string;
  /** 1 for what lies in the root. */
  readonly level: number;
  readonly setSize: number;
  /** From 1. */
  readonly place: number;
  /** Row of the folder it lies in, counted from 0; null for what lies in the root. */
  readonly parentRow: number | null;
  /** null: a folder that no entry names. */
  readonly type: EntryType | null;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
  /** Bytes of the file, or of all files below; of a deleted one what it held. */
  readonly bytes: number;
  /** What is below it, itself not counted. */
  readonly pathsBelow: number;
  /** What the chosen layer does to it; null when nothing. */
  readonly mark: TreeMark | null;
  /** With a mark that compares it with what was there: the layer took that away, and made it anew. */
  readonly isMadeAnew: boolean;
  /** A deletion mark that takes nothing of the lower layers away, or nothing that another one does not. */
  readonly hidesNothing: boolean;
  /**
   * Entry that shows there; of a deleted one what was hidden, or the mark itself where it hid nothing; null for a folder that
   * no entry names.
   */
  readonly entry: EntryRef | null;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtimeSeconds: number;
  /** Of links. */
  readonly target: string | null;
  /** A filter is on, and this row is there only because something below it matches. */
  readonly isOnTheWay: boolean;
}

/** An entry of a layer: place of the layer in the image, place of the entry in the layer. */
export interface EntryRef {
  readonly layer: number;
  readonly index: number;
}

export interface TreePage {
  readonly rows: readonly TreeRow[];
  /** Rows of the whole tree as it is folded now. */
  readonly total: number;
  /** With a filter: paths that match, of those looked at. */
  readonly matched: number;
  readonly searched: number;
}

/** The first of them, and how many there are. */
export interface PathList {
  readonly paths: readonly string[];
  readonly count: number;
}

export interface EntryDetail {
  readonly path: string;
  readonly entry: EntryRef;
  readonly type: EntryType;
  readonly size: number;
  readonly mode: number;
  readonly attributes: readonly AttributeRow[];
  /**
   * Where a symbolic link leads, followed through all layers up to the chosen one, or which path of that tree has the file of a
   * hard link: a path that is there, or null with the reason.
   */
  readonly link: { readonly path: string | null; readonly reason: string | null } | null;
  /** The entry that holds its bytes: of a hard link another one, maybe of a lower layer; null where that is nowhere. */
  readonly content: EntryRef | null;
  /** The path that its layer has it under, where a folder of that is a link: `lib/x` for `usr/lib/x`; null where it is its own. */
  readonly writtenAs: string | null;
  /** Other paths of the tree that share its content by hard links. */
  readonly hardLinks: PathList;
  /** Other files of the tree with equal content, by a 128-bit hash: each would give back `size` bytes. */
  readonly sameContent: PathList;
  /** 32 hex digits, XXH128; null for what has no content or none that is known. */
  readonly contentHash: string | null;
}

/** A step in the history of a path, with the instruction that made it. */
export type PathStep = HistoryEvent & { readonly createdBy: string | null };

export interface PathHistory {
  readonly steps: readonly PathStep[];
  /** By layer: the path is in the tree as of it, be it only for what lies below it. */
  readonly isThere: readonly boolean[];
}

/**
 * The tree of an image. Which folders are open is kept by path and shared by all layers of an image, so that a tree stays as
 * it is while one goes through them; while a filter is on, everything on the way to a match is open until it is closed.
 */
export interface TreeApi {
  layers: {
    params: { readonly image: number };
    result: { readonly layers: readonly LayerRow[]; readonly paths: number; readonly bytes: number };
    progress: never;
  };
  treeRows: {
    params: { readonly query: TreeQuery; readonly first: number; readonly count: number };
    result: TreePage;
    progress: never;
  };
  /** Opens or closes one folder, or with `id` null all of them. */
  foldTree: {
    params: { readonly query: TreeQuery; readonly id: number | null; readonly isOpen: boolean };
    result: { readonly total: number };
    progress: never;
  };
  /** Opens what lies above a path; its row, counted from 0, or null when it is not in this tree, or the filter leaves it out. */
  locateRow: {
    params: { readonly query: TreeQuery; readonly path: string };
    result: { readonly row: number; readonly found: TreeRow } | null;
    progress: never;
  };
  entryDetail: {
    params: { readonly image: number; readonly layer: number; readonly entry: EntryRef };
    result: EntryDetail;
    progress: never;
  };
  pathHistory: {
    params: { readonly image: number; readonly path: string };
    result: PathHistory;
    progress: never;
  };
}
