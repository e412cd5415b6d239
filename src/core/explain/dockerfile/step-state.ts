import type { EscapeCharacter } from './escape-character.ts';
import type { StepEffects } from './step-effects.ts';

/** What earlier steps set that later ones depend on. */
export interface StepState {
  /** Words that run a command line; Docker's default until a SHELL. */
  shell: readonly string[];
  /** Build arguments declared so far, with their defaults; null for none. */
  readonly args: Map<string, string | null>;
  /** Build arguments as they stand before commands of the whole history. @see pairTexts */
  readonly pairTexts: ReadonlySet<string>;
  readonly effects: StepEffects;
  readonly escape: EscapeCharacter;
}
