import type { CreateHasher } from '../../bytes/hasher.ts';
import { membersOf, sourceText } from '../../json/json-access.ts';
import type { JsonDocument } from '../../json/json-node.ts';
import { goString } from './go-json.ts';

/** How the writer turned a description into the text whose hash is the id. */
export interface IdFormula {
  /** Docker adds `os` to the lower layers' descriptions after it computed their ids. */
  readonly withOs: boolean;
  /** Docker hashes the parent as `sha256:<id>`, containers/image as it stands in the file. */
  readonly parentPrefix: boolean;
}

/** All that are in use: Docker's top layer, its lower layers, containers/image. Where a field is absent two of them agree. */
export const ID_FORMULAS: readonly IdFormula[] = [
  { withOs: true, parentPrefix: true },
  { withOs: false, parentPrefix: true },
  { withOs: true, parentPrefix: false },
];

/**
 * The text whose SHA-256 is a v1 id: the description without its id, with the chain ID as `layer_id`, keys sorted.
 * Nested values stay as they are written in the file.
 * @returns null when the document is no object
 * @see DIALECTS §0; moby/moby, image/v1/imagev1.go, CreateID; containers/image, docker/internal/tarfile/writer.go
 */
export function legacyHashInput(document: JsonDocument, chainId: string, formula: IdFormula): string | null {
  if (document.root?.kind !== 'object') return null;
  const fields = new Map<string, string>();
  for (const { key, value } of membersOf(document.root)) {
    if (key.value === 'id' || (key.value === 'os' && !formula.withOs)) continue;
    const prefixed = key.value === 'parent' && value.kind === 'string' && formula.parentPrefix;
    fields.set(key.value, prefixed ? goString(`sha256:${value.value}`) : sourceText(document, value));
  }
  return sortedObject(fields.set('layer_id', goString(chainId)));
}

/** A JSON object with its keys in byte order, as Go writes a map. */
export function sortedObject(fields: ReadonlyMap<string, string>): string {
  // The keys are those of the v1 format, plain ASCII: code units sort as bytes.
  const entries = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, value]) => `${goString(key)}:${value}`).join(',')}}`;
}

const encoder = new TextEncoder();

/** SHA-256 of a text's UTF-8 bytes, in hex. */
export function hashText(text: string, createHasher: CreateHasher): string {
  const hasher = createHasher('sha256');
  hasher.update(encoder.encode(text));
  return hasher.digestHex();
}
