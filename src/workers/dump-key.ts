import type { CreateHasher } from '../core/bytes/hasher.ts';
import type { DumpModel, FileRole } from '../core/dump/dump-model.ts';
import type { JsonDocument } from '../core/json/json-node.ts';

const ENTRY_ROLES: ReadonlySet<FileRole> = new Set([
  'index',
  'docker-manifest',
  'repositories',
  'skopeo-version',
  'oci-layout',
]);

/**
 * Names a dump by what it says of itself: the same one opened again has the same key, also when a blob in it has
 * changed. Where no entry file is read, by its list of files.
 */
export function computeDumpKey(
  model: DumpModel,
  documents: ReadonlyMap<string, JsonDocument>,
  createHasher: CreateHasher,
): string {
  const hasher = createHasher('sha256');
  const text = new TextEncoder();
  // Lengths in front keep apart what would run together.
  const add = (bytes: Uint8Array): void => {
    hasher.update(text.encode(`${String(bytes.length)}:`));
    hasher.update(bytes);
  };
  const addText = (part: string): void => add(text.encode(part));
  for (const part of [model.container ?? 'none', model.name, model.root]) addText(part);
  const entries = model.files.filter(({ path, role }) => ENTRY_ROLES.has(role) && documents.has(path));
  for (const { path } of entries) {
    addText(path);
    add(documents.get(path)?.bytes ?? new Uint8Array(0));
  }
  if (entries.length === 0) for (const { path, size } of model.files) addText(`${path} ${String(size)}`);
  return hasher.digestHex();
}
