import type { Waste } from '../../core/rootfs/measure-waste.ts';
import type { WhatIfSizes } from '../../core/rootfs/what-if.ts';
import type { LayerState } from './tree-api.ts';

/** Sizes of one layer, bytes; null where it is not known. */
export interface LayerBytes {
  /** Place in the image, from 0. */
  readonly layer: number;
  readonly state: LayerState;
  /** Reading it stopped early: what follows is of what came before. */
  readonly isCut: boolean;
  readonly createdBy: string | null;
  /** As it lies in the dump. */
  readonly storedBytes: number | null;
  /** Its tar: contents, headers and padding. */
  readonly uncompressedBytes: number | null;
  /** Of its files alone. */
  readonly contentBytes: number | null;
  readonly files: number | null;
  /** Of its content: what shows in the final tree. */
  readonly shownBytes: number | null;
  /** A lower layer that is the same file in the dump, where `storedBytes` and `uncompressedBytes` are counted. */
  readonly sameAs: number | null;
  /** Other images of the dump that use the same file. */
  readonly otherImages: number;
}

/** Of the whole dump, each file once. */
export interface DumpBytes {
  readonly bytes: number;
  /** Files that are layers of images. */
  readonly layerBytes: number;
  /** Of them: those that are read already, and what they unpack to. */
  readonly unpackedFrom: number;
  readonly unpackedBytes: number;
  /** Of `layerBytes`: used by two images or more. */
  readonly sharedBytes: number;
  /** What the layers would be if no image shared any. */
  readonly unsharedBytes: number;
  readonly images: number;
}

export interface ImageBytes {
  readonly layers: readonly LayerBytes[];
  /** As stored in this dump, each layer file once. */
  readonly storedBytes: number;
  /** Of the layers that were read, each layer file once. */
  readonly uncompressedBytes: number;
  readonly rootfsBytes: number;
  readonly rootfsPaths: number;
  /** Paths in it are for showing: bytes that are no UTF-8 stand as `\xNN`. Lists are cut to BYTES_LISTED. */
  readonly waste: Waste;
  /** Share of stored content that shows, 0 to 1. What dive prints is in the report. */
  readonly score: number;
  readonly largestFiles: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly layer: number;
    readonly index: number;
  }[];
  readonly largestFolders: readonly { readonly path: string; readonly bytes: number; readonly paths: number }[];
  readonly dump: DumpBytes;
}

export type BytesBy = 'folder' | 'layer' | 'extension';

/** A box of the treemap: the largest children, the others together as one. What is in it adds up to it. */
export interface BytesNode {
  readonly kind: 'folder' | 'file' | 'layer' | 'extension' | 'rest';
  /** Last part of the path; of a layer its number from 1; an ending without its dot; empty for a rest and for no ending. */
  readonly name: string;
  /** For showing; null for what is no path. */
  readonly path: string | null;
  /** What to ask for to see inside of a layer (its place, from 0) or of an ending; null for paths. */
  readonly within: string | null;
  readonly bytes: number;
  /** Paths that an entry names, itself counted. */
  readonly paths: number;
  /** The layer most of its bytes come from. */
  readonly layer: number | null;
  /** Of a rest: how many boxes it stands for. */
  readonly more: number;
  readonly children: readonly BytesNode[];
}

export interface BytesTreeQuery {
  readonly image: number;
  readonly by: BytesBy;
  /** One layer or one ending, to see its folders; null: all of them. Of `folder` always null. */
  readonly within: string | null;
  /** The folder to look into, for showing; empty: the root. Of no meaning where layers or endings are listed. */
  readonly path: string;
}

/** What to imagine: layers as one, first and last included; or that a path had never been. Paths are for showing. */
export type WhatIfQuestion = { readonly merge: readonly [first: number, last: number] } | { readonly drop: string };

export interface BytesApi {
  /** @throws DumpError `limit-reached` */
  imageBytes: { params: { readonly image: number }; result: ImageBytes; progress: never };
  /** The final tree by folders, by layer or by the endings of names; at most some 400 boxes. Null: no such path. */
  bytesTree: { params: BytesTreeQuery; result: BytesNode | null; progress: never };
  whatIf: {
    params: { readonly image: number; readonly question: WhatIfQuestion };
    /** `isFound`: false for a path that no layer has. */
    result: WhatIfSizes & { readonly isFound: boolean };
    progress: never;
  };
}
