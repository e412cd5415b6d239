import type { DumpModel, FileRole } from '../dump/dump-model.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { nodeAt } from '../json/json-pointer.ts';
import { readDescriptor } from '../oci/descriptor.ts';
import { lookupOf } from './dump-lookup.ts';
import type { FileExplanation, FileSubject } from './file-explanation.ts';
import { quoted } from './plain-words.ts';
import { explainArtifactBlob, explainArtifactManifest, explainAttestation } from './files/artifact-files.ts';
import {
  explainDockerManifest,
  explainIndexJson,
  explainOciLayout,
  explainRepositories,
  explainSkopeoVersion,
} from './files/entry-files.ts';
import { explainConfig, explainImageIndex, explainManifest } from './files/image-files.ts';
import { explainLayer } from './files/layer-files.ts';
import { explainLegacyBlob, explainLegacyJson, explainLegacyVersion } from './files/legacy-files.ts';
import { explainMissing, explainStranger, explainUnreferenced } from './files/stray-files.ts';

const BY_ROLE: Readonly<Record<FileRole, (subject: FileSubject) => FileExplanation>> = {
  index: explainIndexJson,
  'oci-layout': explainOciLayout,
  'docker-manifest': explainDockerManifest,
  repositories: explainRepositories,
  'skopeo-version': explainSkopeoVersion,
  'image-index': explainImageIndex,
  'image-manifest': explainManifest,
  'image-config': explainConfig,
  layer: explainLayer,
  'legacy-v1-config': explainLegacyBlob,
  'legacy-layer-json': explainLegacyJson,
  'legacy-version': explainLegacyVersion,
  attestation: explainAttestation,
  'artifact-manifest': explainArtifactManifest,
  'artifact-blob': explainArtifactBlob,
  unreferenced: explainUnreferenced,
  foreign: explainStranger,
};

/**
 * Says what one file of a dump is: in plain words, by whom it is written and read, and what is special about it here.
 * Every role has an explanation; a path that is only named, not there, gets one too.
 * @param documents the parsed JSON of the dump; without it, what only annotations tell (eStargz, file names) is left out
 */
export function explainFile(
  model: DumpModel,
  path: string,
  documents: ReadonlyMap<string, JsonDocument> = new Map(),
): FileExplanation {
  const lookup = lookupOf(model);
  const file = lookup.files.get(path) ?? null;
  const referencedBy = lookup.referencesTo(path);
  const annotations = new Map<string, string>();
  for (const { from, pointer } of referencedBy.slice(0, 64)) {
    const root = documents.get(from)?.root;
    for (const place of [pointer, pointer.replace(/\/digest$/, '')]) {
      for (const [key, value] of readDescriptor(nodeAt(root, place), place).annotations) annotations.set(key, value);
    }
  }
  const document = documents.get(path) ?? (file?.resolvesTo ? documents.get(file.resolvesTo) : undefined) ?? null;
  const mediaType =
    file?.mediaType ?? referencedBy.find((reference) => reference.mediaType !== null)?.mediaType ?? null;
  const subject: FileSubject = { path, file, model, lookup, referencedBy, annotations, document, mediaType };
  if (!file) return explainMissing(subject);
  const explanation = BY_ROLE[file.role](subject);
  return { ...explanation, notes: [...linkNotes(subject), ...explanation.notes] };
}

function linkNotes({ file }: FileSubject): string[] {
  if (!file?.linkTarget) return [];
  const kind = file.kind === 'hardlink' ? 'A hard link' : 'A link';
  if (file.resolvesTo !== null)
    return [
      `${kind} to ${quoted(file.linkTarget, 160)}: its bytes are those of ${quoted(file.resolvesTo, 160)}, stored once.`,
    ];
  return [`${kind} to ${quoted(file.linkTarget, 160)}, which leads to nothing in this dump.`];
}
