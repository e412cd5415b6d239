import { isAbsent, itemsOf, member, membersOf, stringOf } from '../json/json-access.ts';
import type { JsonNode } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';

/** Most descriptors have no annotations, and a table takes memory when it is empty too. */
const NO_TEXTS: ReadonlyMap<string, string> = new Map();

/**
 * Reads known fields of foreign JSON without ever throwing. What is absent or null reads as null or empty; what is
 * there but of another type does too, and its pointer goes to `wrong`, so that a rule can tell the two apart.
 */
export class FieldReader {
  readonly wrong: string[];
  readonly pointer: string;
  readonly node: JsonNode | undefined;

  constructor(node: JsonNode | undefined, pointer: string, wrong: string[] = []) {
    this.node = node;
    this.pointer = pointer;
    this.wrong = wrong;
    if (node && node.kind !== 'object' && node.kind !== 'null') wrong.push(pointer);
  }

  at(key: string): string {
    return pointerOf(this.pointer, key);
  }

  field(key: string): JsonNode | undefined {
    const node = member(this.node, key);
    return isAbsent(node) ? undefined : node;
  }

  object(key: string): FieldReader {
    return new FieldReader(this.field(key), this.at(key), this.wrong);
  }

  string(key: string): string | null {
    return this.#typed(key, 'string', stringOf);
  }

  boolean(key: string): boolean {
    return this.#typed(key, 'boolean', (node) => node?.kind === 'boolean' && node.value) ?? false;
  }

  /** A whole number of at least 0 that a double holds exactly, written without point or exponent as Go's int64 asks. */
  count(key: string): number | null {
    const node = this.field(key);
    if (!node) return null;
    if (node.kind === 'number' && /^\d+$/.test(node.text) && Number.isSafeInteger(node.value)) return node.value;
    this.wrong.push(this.at(key));
    return null;
  }

  items(key: string): readonly JsonNode[] {
    return this.#typed(key, 'array', itemsOf) ?? [];
  }

  /** The texts of a list; a bare text counts as a list of one, as Docker reads `Cmd`, but is noted as wrong. */
  strings(key: string): readonly string[] | null {
    const node = this.field(key);
    if (!node) return null;
    if (node.kind === 'string') {
      this.wrong.push(this.at(key));
      return [node.value];
    }
    return this.items(key).flatMap((item, i) => {
      const text = stringOf(item);
      if (text === null) this.wrong.push(pointerOf(this.at(key), i));
      return text ?? [];
    });
  }

  /** The keys of an object whose values mean nothing: ports, volumes. */
  keys(key: string): readonly string[] {
    return [...new Set(membersOf(this.#object(key)).map((entry) => entry.key.value))];
  }

  /** Text by key: annotations, labels. A Map, as the keys are foreign. */
  stringMap(key: string): ReadonlyMap<string, string> {
    const members = membersOf(this.#object(key));
    if (members.length === 0) return NO_TEXTS;
    const map = new Map<string, string>();
    for (const entry of members) {
      const text = stringOf(entry.value);
      if (text === null) this.wrong.push(pointerOf(this.at(key), entry.key.value));
      else map.set(entry.key.value, text);
    }
    return map;
  }

  #object(key: string): JsonNode | undefined {
    const node = this.field(key);
    if (!node || node.kind === 'object') return node;
    this.wrong.push(this.at(key));
    return undefined;
  }

  #typed<T>(key: string, kind: JsonNode['kind'], read: (node: JsonNode | undefined) => T): T | null {
    const node = this.field(key);
    if (!node) return null;
    if (node.kind === kind) return read(node);
    this.wrong.push(this.at(key));
    return null;
  }
}
