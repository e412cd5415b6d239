import type { JsonNode } from '../../json/json-node.ts';
import { isAbsent, isSameField, itemsOf, member, membersOf, stringOf } from '../../json/json-access.ts';
import { pointerOf } from '../../json/json-pointer.ts';
import { defineRule } from '../define-rule.ts';
import { shapedDocuments, type DocumentShape } from '../document-shape.ts';
import type { FindingOf } from '../finding.ts';
import {
  artifactManifestShape,
  configShape,
  dockerManifestShape,
  indexShape,
  layoutShape,
  manifestShape,
  type JsonShape,
} from '../json-shape.ts';

const SHAPES: Readonly<Partial<Record<DocumentShape, JsonShape>>> = {
  index: indexShape,
  manifest: manifestShape,
  config: configShape,
  'docker-manifest': dockerManifestShape,
  'artifact-manifest': artifactManifestShape,
  'oci-layout': layoutShape,
};

type TypeFinding = FindingOf<'json-type-mismatch' | 'json-key-case'>;

/** Known fields hold what Go's structs can take; one wrong value makes an engine refuse the whole file. */
export const jsonTypes = defineRule({
  codes: ['json-type-mismatch', 'json-key-case'],
  spec: 'OCI image-spec, config.md, manifest.md, image-index.md, descriptor.md; Go, encoding/json (folds case, refuses other types)',
  *run(dump) {
    for (const { file, document, shape } of shapedDocuments(
      dump,
      'index',
      'manifest',
      'artifact-manifest',
      'config',
      'docker-manifest',
      'oci-layout',
    )) {
      const expected = SHAPES[shape];
      // manifest.json that is no list, and a marker or config that is no object, have findings of their own.
      const isContainer = shape === 'docker-manifest' ? 'array' : 'object';
      if (!expected || !document.root) continue;
      if (document.root.kind === isContainer) {
        if (!fits(document.root, expected)) yield* judge(file.path, '', document.root, expected);
      } else if (shape === 'index' || shape === 'manifest') {
        // null too: to Go it is an index or a manifest with nothing in it.
        const args = { path: file.path, pointer: '', want: 'object', have: document.root.kind };
        yield { code: 'json-type-mismatch', severity: 'error', path: file.path, pointer: '', args };
      }
    }
  },
});

/** Whether `judge` finds nothing: told without the pointers that only a finding needs. */
function fits(node: JsonNode, shape: JsonShape): boolean {
  if (wrongType(node, shape) !== null) return false;
  if (shape.kind === 'array') return itemsOf(node).every((item) => fits(item, shape.items));
  if (shape.kind === 'map') return membersOf(node).every(({ value }) => fits(value, shape.values));
  if (shape.kind !== 'object' || node.kind !== 'object') return true;
  for (const key of shape.required) if (isAbsent(member(node, key))) return false;
  return node.members.every(({ key, value }) => {
    const expected = shape.members.get(key.value);
    return expected ? fits(value, expected) : knownKey(key.value, shape.members) === null;
  });
}

function* judge(path: string, pointer: string, node: JsonNode, shape: JsonShape): Generator<TypeFinding> {
  const mismatch = wrongType(node, shape);
  if (mismatch !== null) {
    const args = { path, pointer, want: shape.kind === 'map' ? 'object' : shape.kind, have: mismatch };
    yield { code: 'json-type-mismatch', severity: 'error', path, pointer, args };
    return;
  }
  if (shape.kind === 'array') {
    for (const [i, item] of itemsOf(node).entries()) yield* judge(path, pointerOf(pointer, i), item, shape.items);
  } else if (shape.kind === 'map') {
    for (const { key, value } of membersOf(node))
      yield* judge(path, pointerOf(pointer, key.value), value, shape.values);
  } else if (shape.kind === 'object' && node.kind === 'object') {
    yield* judgeMembers(path, pointer, node, shape);
  }
}

function* judgeMembers(
  path: string,
  pointer: string,
  node: JsonNode,
  shape: JsonShape & { kind: 'object' },
): Generator<TypeFinding> {
  for (const { key, value } of membersOf(node)) {
    const expected = shape.members.get(key.value);
    if (expected) {
      if (value.kind !== 'null') yield* judge(path, pointerOf(pointer, key.value), value, expected);
      continue;
    }
    const known = knownKey(key.value, shape.members);
    if (known !== null) {
      const at = pointerOf(pointer, key.value);
      yield {
        code: 'json-key-case',
        severity: 'warning',
        path,
        pointer: at,
        args: { path, pointer: at, key: key.value, known },
      };
      const folded = shape.members.get(known);
      if (folded && value.kind !== 'null') yield* judge(path, at, value, folded);
    }
  }
  for (const key of shape.required) {
    const value = member(node, key);
    if (!isAbsent(value)) continue;
    const expected = shape.members.get(key);
    const at = pointerOf(pointer, key);
    const args = { path, pointer: at, want: expected?.kind ?? 'object', have: value ? 'null' : 'nothing' };
    yield { code: 'json-type-mismatch', severity: 'error', path, pointer: at, args };
  }
}

/** A known key that differs in case only: Go reads it all the same, other readers do not. */
function knownKey(key: string, members: ReadonlyMap<string, JsonShape>): string | null {
  for (const known of members.keys()) if (isSameField(key, known)) return known;
  return null;
}

/** @returns what is there instead, null when it fits. `null` fits everywhere but where it is required: Go leaves the zero value. */
function wrongType(node: JsonNode, shape: JsonShape): string | null {
  if (node.kind === 'null') return null;
  switch (shape.kind) {
    case 'any':
      return null;
    case 'map':
    case 'object':
      return node.kind === 'object' ? null : node.kind;
    case 'integer':
      if (node.kind !== 'number') return node.kind;
      // Engines have 64 bits for it.
      return /^-?\d+$/.test(node.text) && Math.abs(node.value) < 2 ** 63 ? null : node.text.slice(0, 40);
    case 'date': {
      const text = stringOf(node);
      return text === null ? node.kind : isRfc3339(text) ? null : text.slice(0, 40);
    }
    default:
      return node.kind === shape.kind ? null : node.kind;
  }
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,]\d+)?(?:Z|[+-](\d\d):(\d\d))$/;

/** As Go's time.Parse takes it: capital T and Z, every field in its range, the day in its month. @see RFC 3339, section 5.6 */
function isRfc3339(text: string): boolean {
  const match = RFC3339.exec(text);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days && hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute < 60;
}
