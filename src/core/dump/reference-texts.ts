import { shortReferenceLabel } from './short-reference-label.ts';

/** Manifests have few layers mostly, and all of them the same pointers. */
const KEPT = 512;

/** Pointer and label of references: those that stand in many documents alike are made once and shared. */
export class ReferenceTexts {
  readonly #known = new Map<string, { readonly pointer: string; readonly label: string }>();

  /** @param more further words for the label */
  of(
    pointer: string,
    more: readonly (string | null | undefined)[] = [],
  ): { readonly pointer: string; readonly label: string } {
    if (more.length > 0) return { pointer, label: shortReferenceLabel(pointer, ...more) };
    const known = this.#known.get(pointer);
    if (known) return known;
    const texts = { pointer, label: shortReferenceLabel(pointer) };
    if (this.#known.size < KEPT) this.#known.set(pointer, texts);
    return texts;
  }
}
