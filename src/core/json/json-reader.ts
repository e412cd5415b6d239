import type { JsonMember, JsonNode, JsonString } from './json-node.ts';
import { pointerOf } from './json-pointer.ts';
import { readJsonString } from './read-json-string.ts';
import { JsonFault } from './json-fault.ts';
import { shortAscii } from './short-ascii.ts';

/** Recorded duplicates of one document: beyond this more of them tell nothing new. */
const DUPLICATES = 1_000;
/** Characters of their pointers together: a key of many megabytes would otherwise be repeated in each. */
const DUPLICATE_CHARACTERS = 2 ** 22;
/** Of so many members each key is looked for among the others faster than a table of them is made. */
const FEW_MEMBERS = 16;
const LITERALS = [
  ['true', 'boolean', true],
  ['false', 'boolean', false],
  ['null', 'null', null],
] as const;

/**
 * A recursive descent over the bytes of one document. Depth is bounded, so the stack is. Lists are copied when they are
 * whole: one that grows has room for sixteen more, and most hold two or three.
 */
export class JsonReader {
  offset: number;
  readonly duplicateKeys: { pointer: string; key: string }[] = [];
  readonly #bytes: Uint8Array;
  readonly #limits: { readonly depth: number; readonly nodes: number };
  readonly #path: (string | number)[] = [];
  #nodes = 0;
  #duplicateCharacters = 0;

  constructor(bytes: Uint8Array, offset: number, limits: { readonly depth: number; readonly nodes: number }) {
    this.#bytes = bytes;
    this.offset = offset;
    this.#limits = limits;
  }

  /** @throws JsonFault at the first byte that cannot be JSON; afterwards `offset` is behind the value and its blanks */
  readDocument(): JsonNode {
    this.#skipBlanks();
    if (this.offset >= this.#bytes.length) {
      throw new JsonFault(
        this.offset,
        this.#bytes.length === 0 ? 'the file is empty' : 'there is nothing in it but blanks',
      );
    }
    const root = this.#readValue();
    this.#skipBlanks();
    return root;
  }

  #skipBlanks(): void {
    const bytes = this.#bytes;
    let at = this.offset;
    for (;;) {
      const byte = bytes[at];
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) break;
      at += 1;
    }
    this.offset = at;
  }

  #readValue(): JsonNode {
    this.#nodes += 1;
    if (this.#nodes > this.#limits.nodes) {
      throw new JsonFault(
        this.offset,
        `it holds more than ${this.#limits.nodes} values, which is as many as are read here`,
      );
    }
    const byte = this.#bytes[this.offset];
    switch (byte) {
      case 0x7b:
        return this.#readObject();
      case 0x5b:
        return this.#readArray();
      case 0x22:
        return this.#readString();
      default:
        if (byte === 0x2d || (byte !== undefined && byte >= 0x30 && byte <= 0x39)) return this.#readNumber();
        return this.#readLiteral();
    }
  }

  #enter(start: number): void {
    if (this.#path.length < this.#limits.depth) return;
    throw new JsonFault(
      start,
      `values lie in each other more than ${this.#limits.depth} deep, which is as deep as is read here`,
    );
  }

  #readObject(): JsonNode {
    const start = this.offset;
    this.#enter(start);
    const members: JsonMember[] = [];
    let seen: Map<string, number> | null = null;
    this.offset += 1;
    this.#skipBlanks();
    if (this.#bytes[this.offset] === 0x7d) return { kind: 'object', start, end: (this.offset += 1), members };
    for (;;) {
      if (this.#bytes[this.offset] !== 0x22) this.#failKey(start, members.length > 0);
      const key = this.#readString();
      if (members.length > FEW_MEMBERS) seen ??= timesOf(members);
      const times = seen ? (seen.get(key.value) ?? 0) + 1 : countOf(members, key.value) + 1;
      seen?.set(key.value, times);
      if (times === 2) this.#noteDuplicate(key.value);
      this.#skipBlanks();
      if (this.#bytes[this.offset] !== 0x3a) this.#fail('a colon must follow the key', start, '{');
      this.offset += 1;
      this.#skipBlanks();
      this.#path.push(key.value);
      members.push({ key, value: this.#readValue() });
      this.#path.pop();
      this.#skipBlanks();
      const byte = this.#bytes[this.offset];
      if (byte === 0x7d) return { kind: 'object', start, end: (this.offset += 1), members: members.slice() };
      if (byte !== 0x2c) this.#fail('a comma or } must follow the value', start, '{');
      this.offset += 1;
      this.#skipBlanks();
    }
  }

  #readArray(): JsonNode {
    const start = this.offset;
    this.#enter(start);
    const items: JsonNode[] = [];
    this.offset += 1;
    this.#skipBlanks();
    if (this.#bytes[this.offset] === 0x5d) return { kind: 'array', start, end: (this.offset += 1), items };
    for (;;) {
      if (this.#bytes[this.offset] === 0x5d) throw new JsonFault(this.offset, 'a comma must not stand before ]');
      this.#path.push(items.length);
      items.push(this.#readValue());
      this.#path.pop();
      this.#skipBlanks();
      const byte = this.#bytes[this.offset];
      if (byte === 0x5d) return { kind: 'array', start, end: (this.offset += 1), items: items.slice() };
      if (byte !== 0x2c) this.#fail('a comma or ] must follow the value', start, '[');
      this.offset += 1;
      this.#skipBlanks();
    }
  }

  #readString(): JsonString {
    const start = this.offset;
    const { value, end } = readJsonString(this.#bytes, start);
    this.offset = end;
    return { kind: 'string', start, end, value };
  }

  #readNumber(): JsonNode {
    const bytes = this.#bytes;
    const start = this.offset;
    let at = start;
    const digits = (): number => {
      const first = at;
      while ((bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at += 1;
      return at - first;
    };
    if (bytes[at] === 0x2d) at += 1;
    const integerStart = at;
    if (digits() === 0) throw new JsonFault(at, 'a digit must follow the minus sign');
    if (bytes[integerStart] === 0x30 && at - integerStart > 1)
      throw new JsonFault(integerStart, 'a number must not begin with 0');
    if (bytes[at] === 0x2e) {
      at += 1;
      if (digits() === 0) throw new JsonFault(at, 'a digit must follow the decimal point');
    }
    if (bytes[at] === 0x65 || bytes[at] === 0x45) {
      at += 1;
      if (bytes[at] === 0x2b || bytes[at] === 0x2d) at += 1;
      if (digits() === 0) throw new JsonFault(at, 'a digit must follow the exponent sign');
    }
    this.offset = at;
    const text = asciiText(bytes, start, at);
    return { kind: 'number', start, end: at, value: Number(text), text };
  }

  #readLiteral(): JsonNode {
    const start = this.offset;
    for (const [text, kind, value] of LITERALS) {
      if (asciiText(this.#bytes, start, Math.min(start + text.length, this.#bytes.length)) !== text) continue;
      const end = (this.offset = start + text.length);
      return { kind, start, end, value };
    }
    const byte = this.#bytes[start];
    if (byte === 0x27) throw new JsonFault(start, 'texts must stand in double quotes, not single ones');
    if (byte === 0x2f) throw new JsonFault(start, 'comments are not allowed in JSON');
    return this.#fail('a value must stand here', null, '');
  }

  #failKey(objectStart: number, afterComma: boolean): never {
    const byte = this.#bytes[this.offset];
    if (afterComma && byte === 0x7d) throw new JsonFault(this.offset, 'a comma must not stand before }');
    if (byte === 0x2f) throw new JsonFault(this.offset, 'comments are not allowed in JSON');
    return this.#fail('a key in double quotes must stand here', objectStart, '{');
  }

  #fail(reason: string, openedAt: number | null, bracket: string): never {
    const byte = this.#bytes[this.offset];
    if (byte === undefined) {
      const open = openedAt === null ? '' : `; the ${bracket} at byte ${openedAt} is never closed`;
      throw new JsonFault(this.offset, `the file ends too early${open}`);
    }
    throw new JsonFault(this.offset, `${reason}, but there is ${describeByte(byte)}`);
  }

  #noteDuplicate(key: string): void {
    if (this.duplicateKeys.length >= DUPLICATES || this.#duplicateCharacters >= DUPLICATE_CHARACTERS) return;
    const pointer = this.#path.reduce<string>((parent, token) => pointerOf(parent, token), '');
    this.#duplicateCharacters += pointer.length + key.length;
    this.duplicateKeys.push({ pointer, key });
  }
}

function describeByte(byte: number): string {
  if (byte === 0) return 'a zero byte';
  if (byte < 0x20 || byte === 0x7f) return `the control character ${byte}`;
  return byte < 0x7f ? String.fromCharCode(byte) : `the byte ${byte.toString(16)}`;
}

/** How often a key stands among a few members. */
function countOf(members: readonly JsonMember[], key: string): number {
  let count = 0;
  for (const member of members) if (member.key.value === key) count += 1;
  return count;
}

function timesOf(members: readonly JsonMember[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const { key } of members) times.set(key.value, (times.get(key.value) ?? 0) + 1);
  return times;
}

/** Numbers are plain ASCII and may be long: decoded in parts, so that no call takes a million arguments. */
function asciiText(bytes: Uint8Array, start: number, end: number): string {
  const short = shortAscii(bytes, start, end);
  if (short !== null) return short;
  let text = '';
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 4096, end)));
  }
  return text;
}
