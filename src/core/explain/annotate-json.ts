import { isSameField, itemsOf, sourceText, stringOf } from '../json/json-access.ts';
import type { JsonDocument, JsonMember, JsonNode } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { checkDigest } from '../oci/digest.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import type { AnnotatedLine, JsonToken } from './annotated-line.ts';
import { arrowTarget, digestNote, targetOf, targetOfHex } from './digest-note.ts';
import { digestWarning } from './digest-warning.ts';
import { lookupOf } from './dump-lookup.ts';
import { jsonLineCount } from './json-lines.ts';
import type { AnnotateContext, KeyRule, NoteContext } from './key-rule.ts';
import { ruleOfDocument } from './keys/document-rule.ts';
import { mediaTypeNote } from './media-type-note.ts';
import { grouped } from './plain-words.ts';

/** Lines made at once when no range is given: a document of the largest size would otherwise fill the memory. */
export const LINES_AT_ONCE = 20_000;
/** Pointers longer than this are not extended further down; no tool writes any near it. */
const POINTER_CHARACTERS = 8_192;
/** Bytes of one text that are shown; the raw view has the rest. */
const TEXT_BYTES = 16_384;

export interface LineRange {
  /** From 0. */
  readonly first: number;
  readonly count: number;
}

/**
 * Lays a document out, one member or item a line, with a note beside every known key. `jsonLineCount` tells how many
 * lines there are in all; a range of them costs what it holds, plus skipping the lists before it.
 * @returns at most LINES_AT_ONCE lines; none for what is no JSON
 */
export function annotateJson(
  document: JsonDocument,
  context: AnnotateContext,
  range: LineRange = { first: 0, count: LINES_AT_ONCE },
): AnnotatedLine[] {
  if (!document.root) return [];
  const writer = new LineWriter(document, context, range.first, range.first + Math.min(range.count, LINES_AT_ONCE));
  writer.write(
    { node: document.root, member: null, parent: null, key: null },
    ruleOfDocument(document, context.role),
    '',
    0,
    false,
  );
  return writer.lines;
}

interface Place {
  readonly node: JsonNode;
  readonly member: JsonMember | null;
  readonly parent: JsonNode | null;
  readonly key: string | number | null;
}

class LineWriter {
  readonly lines: AnnotatedLine[] = [];
  readonly #document: JsonDocument;
  readonly #context: AnnotateContext;
  readonly #first: number;
  readonly #end: number;
  #line = 0;

  constructor(document: JsonDocument, context: AnnotateContext, first: number, end: number) {
    this.#document = document;
    this.#context = context;
    this.#first = first;
    this.#end = end;
  }

  write(place: Place, rule: KeyRule, pointer: string, indent: number, comma: boolean): void {
    const { node } = place;
    const count = jsonLineCount(node);
    if (this.#line + count <= this.#first || this.#line >= this.#end) {
      this.#line += count;
      return;
    }
    const isContainer = node.kind === 'object' || node.kind === 'array';
    if (!isContainer || count === 1) return this.#leaf(place, rule, pointer, indent, comma);
    const brackets = node.kind === 'object' ? ['{', '}'] : ['[', ']'];
    this.#emit(place, rule, pointer, indent, [{ kind: 'punctuation', text: brackets[0] as string }]);
    if (node.kind === 'object') this.#writeMembers(node, node.members, rule, pointer, indent);
    else this.#writeItems(node, rule, pointer, indent);
    if (this.#visible()) {
      const tokens: JsonToken[] = [{ kind: 'punctuation', text: (brackets[1] as string) + (comma ? ',' : '') }];
      this.lines.push({
        number: this.#line + 1,
        indent,
        tokens,
        pointer,
        start: node.end - 1,
        end: node.end,
        note: null,
      });
    }
    this.#line += 1;
  }

  #writeMembers(node: JsonNode, members: readonly JsonMember[], rule: KeyRule, pointer: string, indent: number): void {
    for (let i = 0; i < members.length; i += 1) {
      const own = members[i] as JsonMember;
      const key = own.key.value;
      const childRule = ruleOfKey(rule, key);
      if (this.#skip(own.value)) continue;
      this.write(
        { node: own.value, member: own, parent: node, key },
        childRule,
        childPointer(pointer, key),
        indent + 1,
        i < members.length - 1,
      );
    }
  }

  #writeItems(node: JsonNode, rule: KeyRule, pointer: string, indent: number): void {
    const items = itemsOf(node);
    for (let i = 0; i < items.length; i += 1) {
      const item = items[i] as JsonNode;
      if (this.#skip(item)) continue;
      this.write(
        { node: item, member: null, parent: node, key: i },
        rule.items ?? {},
        childPointer(pointer, i),
        indent + 1,
        i < items.length - 1,
      );
    }
  }

  /** Passes over a value that lies wholly outside the range before a pointer is made for it. */
  #skip(node: JsonNode): boolean {
    const count = jsonLineCount(node);
    if (this.#line < this.#end && this.#line + count > this.#first) return false;
    this.#line += count;
    return true;
  }

  #visible(): boolean {
    return this.#line >= this.#first && this.#line < this.#end;
  }

  #leaf(place: Place, rule: KeyRule, pointer: string, indent: number, comma: boolean): void {
    const { node } = place;
    const shown = node.end - node.start > TEXT_BYTES ? { ...node, end: node.start + TEXT_BYTES } : node;
    const raw = isEmptyList(node) ? (node.kind === 'object' ? '{}' : '[]') : sourceText(this.#document, shown);
    const cut = shown !== node;
    const kind =
      node.kind === 'string' || node.kind === 'number' ? node.kind : isEmptyList(node) ? 'punctuation' : 'literal';
    const tokens: JsonToken[] = [{ kind, text: cut ? `${raw}…` : raw }];
    if (comma) tokens.push({ kind: 'punctuation', text: ',' });
    this.#emit(
      place,
      rule,
      pointer,
      indent,
      tokens,
      cut ? ` Cut off here: the text has ${grouped(node.end - node.start)} bytes.` : '',
    );
  }

  #emit(
    { node, member, parent, key }: Place,
    rule: KeyRule,
    pointer: string,
    indent: number,
    value: JsonToken[],
    remark = '',
  ): void {
    if (this.#visible()) {
      const context: NoteContext = {
        ...this.#context,
        document: this.#document,
        lookup: lookupOf(this.#context.model),
        pointer,
        key,
        node,
        parent,
      };
      const tokens: JsonToken[] = member
        ? [
            { kind: 'key', text: this.#keyText(member) },
            { kind: 'punctuation', text: ':' },
            { kind: 'space', text: ' ' },
            ...value,
          ]
        : [...value];
      const named = nameOf(context, rule);
      const token = rule.names === 'key-digest' ? 0 : member ? 3 : 0;
      if (named?.path) tokens[token] = { ...(tokens[token] as JsonToken), link: { path: named.path } };
      const warning = named?.isDigest
        ? digestWarning(named.value, tokens[token]?.text ?? '', token, named.path !== null, context.lookup)
        : null;
      const note = noteOf(context, rule);
      this.lines.push({
        number: this.#line + 1,
        indent,
        tokens,
        pointer,
        start: member ? member.key.start : node.start,
        end: node.end,
        note: remark === '' ? note : `${note ?? ''}${remark}`.trimStart(),
        ...(warning ? { warning } : {}),
      });
    }
    this.#line += 1;
  }

  #keyText(member: JsonMember): string {
    const { start, end } = member.key;
    return end - start > TEXT_BYTES
      ? `${sourceText(this.#document, { ...member.key, end: start + TEXT_BYTES })}…`
      : sourceText(this.#document, member.key);
  }
}

/** Of a known key in another letter case too: so Go reads it, and so do we. */
function ruleOfKey({ keys, others }: KeyRule, key: string): KeyRule {
  const exact = keys?.get(key);
  if (exact || !keys) return exact ?? others ?? {};
  for (const [known, rule] of keys) if (isSameField(key, known)) return rule;
  return others ?? {};
}

/** Pointers go with every line: a key of megabytes would otherwise be repeated in each line below it. */
function childPointer(pointer: string, key: string | number): string {
  if (pointer.length > POINTER_CHARACTERS) return pointer;
  return pointerOf(pointer, typeof key === 'string' && key.length > 1024 ? `${key.slice(0, 1024)}…` : key);
}

const isEmptyList = (node: JsonNode): boolean =>
  (node.kind === 'object' && node.members.length === 0) || (node.kind === 'array' && node.items.length === 0);

function noteOf(context: NoteContext, rule: KeyRule): string | null {
  const note = typeof rule.note === 'function' ? rule.note(context) : (rule.note ?? null);
  if (note !== null) return note;
  const text = stringOf(context.node);
  if (text === null || text.length > 512) return null;
  if (checkDigest(text).ok) return digestNote(context);
  return mediaTypeInfo(text) ? mediaTypeNote(text) : null;
}

/** The file a value (or its key) names; null for values that name nothing. */
function nameOf(context: NoteContext, rule: KeyRule): { value: string; path: string | null; isDigest: boolean } | null {
  const { lookup, node, key } = context;
  if (rule.names === 'key-digest') {
    const value = String(key);
    return { value, path: targetOf(context, value), isDigest: true };
  }
  const value = stringOf(node);
  if (value === null || value.length > 4096) return null;
  if (rule.names === 'path') return { value, path: arrowTarget(context) ?? lookup.pathOf(value), isDigest: false };
  if (rule.names === 'hex') return { value, path: targetOfHex(context, value), isDigest: false };
  if (rule.names === 'digest' || rule.names === 'diff-id')
    return value === '' && /\/Image$/.test(context.pointer)
      ? null
      : { value, path: targetOf(context, value), isDigest: true };
  // A digest anywhere else still becomes a link, but nobody promised that it is one.
  const arrow = arrowTarget(context);
  return arrow !== null || checkDigest(value).ok
    ? { value, path: arrow ?? lookup.pathOfDigest(value), isDigest: false }
    : null;
}
