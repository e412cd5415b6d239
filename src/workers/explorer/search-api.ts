import type { LayerState } from './tree-api.ts';

export interface SearchQuery {
  readonly image: number;
  readonly where: 'names' | 'contents';
  readonly kind: 'text' | 'regex' | 'hex';
  readonly pattern: string;
  readonly isCaseSensitive: boolean;
  /** Places of layers; empty: all. */
  readonly layers: readonly number[];
}

export interface SearchHit {
  readonly layer: number;
  readonly index: number;
  /** For showing, without a leading slash; of a deletion mark what it hides. */
  readonly path: string;
  /** Hidden by a layer above: no container sees it. */
  readonly isHidden: boolean;
  /** Bytes of the file; null for a name. */
  readonly offset: number | null;
  readonly end: number | null;
  /** From 1, of text; null for a name or bytes. */
  readonly line: number | null;
  /** The line or bytes around, for showing, with where the hit lies in it. */
  readonly excerpt: string;
  readonly hitStart: number;
  readonly hitEnd: number;
}

export interface SearchResult {
  readonly hits: number;
  readonly searchedFiles: number;
  /** Of contents; 0 when names were searched. */
  readonly searchedBytes: number;
  /** There are more hits than SEARCH_HITS. */
  readonly isCut: boolean;
  /** Layers that could not be searched, or not to their end (`damaged`). */
  readonly notSearched: readonly { readonly layer: number; readonly state: LayerState | 'damaged' }[];
  /** Files whose content could not be put together: sparse ones with a broken map, or larger than can be gone through. */
  readonly skippedFiles: number;
}

export interface SearchProgress {
  readonly hits: readonly SearchHit[];
  /** Bytes of unpacked layers, or entries when names are searched. */
  readonly done: number;
  readonly total: number;
  /** The layer that is being searched. */
  readonly layer: number;
}

export interface SearchApi {
  /** Hits stream in as progress, in batches; ends at SEARCH_HITS hits. @throws DumpError `pattern-invalid` */
  search: { params: SearchQuery; result: SearchResult; progress: SearchProgress };
}
