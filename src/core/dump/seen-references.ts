import type { Reference } from './dump-model.ts';

/** What makes two references the same one. */
export type ReferencePlace = Pick<Reference, 'from' | 'pointer' | 'relation' | 'path'>;

/** A document with so many is searched by a table: one by one each would be compared with all before it. */
const FEW = 8;

/**
 * The references that have been drawn. Most documents have a few; only of those with many there is a text for each, which
 * would be the longest text that is kept of it.
 */
export class SeenReferences {
  readonly #few = new Map<string, ReferencePlace[]>();
  readonly #many = new Map<string, Set<string>>();

  has(place: ReferencePlace): boolean {
    const { from, pointer, relation, path } = place;
    const many = this.#many.get(from);
    if (many) return many.has(keyOf(place));
    const few = this.#few.get(from) ?? [];
    return few.some((one) => one.pointer === pointer && one.relation === relation && (one.path ?? '') === (path ?? ''));
  }

  add(place: ReferencePlace): void {
    const { from } = place;
    const many = this.#many.get(from);
    if (many) {
      many.add(keyOf(place));
      return;
    }
    const few = this.#few.get(from);
    if (!few) this.#few.set(from, [place]);
    else if (few.push(place) > FEW) {
      this.#few.delete(from);
      this.#many.set(from, new Set(few.map(keyOf)));
    }
  }
}

const keyOf = ({ pointer, relation, path }: ReferencePlace): string => `${pointer}\n${relation}\n${path ?? ''}`;
