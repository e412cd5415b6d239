import type { Producer } from './history-producer.ts';

/** One line of a Dockerfile as an image's history lets us guess it; an instruction with a heredoc holds line breaks. */
export interface DockerfileLine {
  readonly kind: 'from' | 'instruction' | 'comment';
  /** Ready to be written to a file. What cannot be known stands as `<…>`. */
  readonly text: string;
  /** `base`: a step of the image that this one was built on, written as a comment. */
  readonly part: 'base' | 'own';
  /** Index of the layer that the step made; null when it made none. */
  readonly layer: number | null;
  /** Index of the history entry, and what it says; null for lines that come from elsewhere. */
  readonly history: number | null;
  readonly createdBy: string | null;
  /** Who wrote that entry, by its traces; null without one. */
  readonly producer: Producer | null;
  /** What in the text may differ from what was written once, or why: a sentence; null when it is what was written, up to spacing. */
  readonly guess: string | null;
  /** What to know before passing it on, such as build arguments that anyone can read. */
  readonly warning: string | null;
}

/** What is known of a layer's content; see `summariseLayer`. */
export interface DockerfileLayer {
  /** Entries that are no folders and no deletion marks, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Deletion marks. */
  readonly deletions: number;
  /** Some of the files' paths as text, without a leading slash. */
  readonly paths: readonly string[];
}
