import type { Platform } from '../oci/platform.ts';

/** An image while the entry files are read: which of them lead to it, under which names, and from which files it is made. */
export interface ImageDraft {
  readonly tags: Set<string>;
  /** Entry files that lead here. */
  readonly entryPoints: Set<string>;
  /** As the index says. */
  readonly platform: Platform | null;
  readonly manifestPath: string | null;
  readonly manifestDigest: string | null;
  readonly configPath: string | null;
  readonly configDigest: string | null;
  /** Base first. */
  readonly layers: readonly LayerDraft[];
}

export interface LayerDraft {
  readonly digest: string | null;
  /** Empty when a malformed digest gives no place. */
  readonly path: string;
  readonly size: number | null;
  readonly mediaType: string | null;
}
