/** One line of the page: a setting as it will really take effect, with its plain explanation. */
export interface ConfigFact {
  readonly name: string;
  /** As the config has it, or in words where it says nothing: see `isWords`. */
  readonly value: string;
  /** The value is a sentence or a default of the engines, not text of the config. */
  readonly isWords: boolean;
  readonly note: string | null;
  /** Something to know before passing the image on, or before relying on it. */
  readonly warning: string | null;
  /** It looks like a password or key: covered until asked for. */
  readonly isSecret: boolean;
}

export interface ConfigGroup {
  readonly title: string;
  /** What these settings are about; null where the facts say it all. */
  readonly about: string | null;
  readonly facts: readonly ConfigFact[];
  /** Further facts that are left out: a made-up config can hold a million. */
  readonly left: number;
  /** What it means that there are none. */
  readonly empty: string;
}

/** An image's config for people. */
export interface ConfigPage {
  /** The command line as it will really run: entry point and command joined, words quoted; null when nothing would run. */
  readonly runs: string | null;
  /** How it runs, and what becomes of what somebody adds at the start: sentences. */
  readonly runsNotes: readonly string[];
  readonly groups: readonly ConfigGroup[];
}
