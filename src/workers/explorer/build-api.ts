import type { ConfigPage } from '../../core/explain/config-page.ts';
import type { BaseBoundary } from '../../core/explain/dockerfile/base-boundary.ts';
import type { SecretSpan } from '../../core/oci/secret-spans.ts';
import type { DockerfilePart } from '../../core/explain/dockerfile/dockerfile-parts.ts';
import type { ChangeState } from '../../core/rootfs/layer-changes.ts';
import type { LayerState } from './tree-api.ts';

/** What is known of a layer of the image. Bytes. */
export interface StoryLayer {
  readonly state: LayerState;
  /** Its file in the dump; empty when the dump names none. */
  readonly path: string;
  readonly digest: string | null;
  readonly diffId: string | null;
  /** As it lies in the dump; null when it does not. */
  readonly storedBytes: number | null;
  /** Of its files, unpacked; null when it was not read. */
  readonly contentBytes: number | null;
  readonly files: number;
  readonly deletions: number;
  /** Reading it stopped early: there may be more in it. */
  readonly isCut: boolean;
}

/** An entry of the config's history, as it is there. */
export interface HistoryStep {
  readonly createdBy: string | null;
  readonly created: string | null;
  readonly comment: string | null;
  readonly author: string | null;
  /** It says that it made no layer. */
  readonly emptyLayer: boolean;
  /** Where secrets stand in `createdBy`, in order. */
  readonly secrets: readonly SecretSpan[];
  /** Index of the layer it made; null when it made none, or when the config names no layer for it. */
  readonly layer: number | null;
  /** In words: who wrote this step, by its traces or `most likely`; null without one. */
  readonly producer: string | null;
}

export interface BuildStory {
  /** The Dockerfile as it can be guessed, step by step; written one after the other they are the file. */
  /** Lines of the Dockerfile before its parts. */
  readonly header: readonly string[];
  readonly parts: readonly DockerfilePart[];
  readonly steps: readonly HistoryStep[];
  /** Further history entries that are left out: a made-up config can hold a million. */
  readonly left: number;
  readonly layers: readonly StoryLayer[];
  readonly base: BaseBoundary;
  /** The config says nothing of how the image was made. */
  readonly hasHistory: boolean;
  /** Something in it looks like a password or key. */
  readonly hasSecrets: boolean;
}

/** Something a layer brings or takes away. Paths are for showing: bytes that are no UTF-8 stand as `\xNN`. */
export interface BroughtPath {
  readonly path: string;
  readonly state: ChangeState;
  /** Of a file; of a deletion what it hides. */
  readonly bytes: number;
  readonly isFolder: boolean;
}

/** What one layer did to the tree below it. */
export interface StepEffect {
  /** Entries by what they do. */
  readonly counts: Readonly<Record<ChangeState, number>>;
  /** Of files that were added or changed. */
  readonly bytes: number;
  /** Paths of lower layers that it takes away or replaces, and the bytes of their files. */
  readonly hiddenPaths: number;
  readonly hiddenBytes: number;
  /** The largest of what it brought. */
  readonly largest: readonly BroughtPath[];
  /** In the order of the layer, folders that were there before left out; `left` further ones are not listed. */
  readonly paths: readonly BroughtPath[];
  readonly left: number;
}

export interface BuildApi {
  /** null when the image has no config that can be read. */
  buildStory: { params: { readonly image: number }; result: BuildStory | null; progress: never };
  /** null when the layer was not read, or there is none. */
  stepEffect: {
    params: { readonly image: number; readonly layer: number };
    result: StepEffect | null;
    progress: never;
  };
  /** The config on one page for people; null when the image has none that can be read. */
  configPage: { params: { readonly image: number }; result: ConfigPage | null; progress: never };
}
