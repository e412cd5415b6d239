import type { HashAlgorithm } from '../bytes/hasher.ts';
import type { DumpFile } from '../dump/dump-model.ts';
import { numberOf, member, stringOf } from '../json/json-access.ts';
import type { FileCheck } from '../layer/file-check.ts';
import { checkDigest } from '../oci/digest.ts';
import type { DumpLookup } from './dump-lookup.ts';
import type { AnnotateContext, NoteContext } from './key-rule.ts';
import { counted, grouped, shortDigest } from './plain-words.ts';
import { ROLE_NOUNS } from './role-nouns.ts';

type PlaceInDocument = Pick<NoteContext, 'document' | 'lookup' | 'pointer'>;

/** The file to which an arrow leads from this place; null when there is no arrow, or no such file. */
export function arrowTarget({ document, lookup, pointer }: PlaceInDocument): string | null {
  const reference = lookup.referenceAt(document.path, pointer);
  return reference?.path && reference.present && lookup.files.has(reference.path) ? reference.path : null;
}

/** The file a digest or diff ID in a document leads to; null when it is not here. */
export const targetOf = (place: PlaceInDocument, digest: string): string | null =>
  arrowTarget(place) ?? place.lookup.pathOfDigest(digest);

/** The same for 64 digits without an algorithm: v1 ids, and the digests of `repositories` and in-toto subjects. */
export const targetOfHex = (place: PlaceInDocument, hex: string): string | null =>
  arrowTarget(place) ?? place.lookup.pathOfHex(hex);

/** "layer 3 of 10", "config", "manifest". */
export function nounOf(lookup: DumpLookup, path: string): string {
  const [place, ...more] = lookup.layerPlaces(path);
  if (place)
    return more.some(({ image }) => image === place.image)
      ? `layer ${place.layer}, used more than once`
      : `layer ${place.layer} of ${place.layers}`;
  const role = lookup.files.get(path)?.role;
  return role ? ROLE_NOUNS[role] : 'file';
}

/** What is known about the bytes of a file; for a link, of the file it shows. */
export function checkOf(
  context: AnnotateContext & { readonly lookup: DumpLookup },
  path: string,
): FileCheck | undefined {
  const target: DumpFile | undefined = context.lookup.files.get(path);
  return context.checks.get(path) ?? (target?.resolvesTo ? context.checks.get(target.resolvesTo) : undefined);
}

/** "Counted again: equal." or what else counting gave. */
export function countedAgain(check: FileCheck | undefined, digest: string): string {
  if (!check) return 'Not counted yet.';
  if (check.error) return 'The file could not be read to its end, so it could not be counted.';
  const [algorithm, encoded] = digest.split(':');
  const hex = check.digests[algorithm as HashAlgorithm];
  if (hex === undefined) return `Not counted: ${algorithm} is not computed here.`;
  return hex === encoded ? 'Counted again: equal.' : `Counted again: the bytes give ${shortDigest(hex)} instead.`;
}

/** What a digest of stored bytes names, and whether counting it again gave the same. Null for what is no digest. */
export function digestNote(context: NoteContext, what?: string): string | null {
  const value = stringOf(context.node);
  if (value === null || !checkDigest(value).ok) return null;
  const path = targetOf(context, value);
  const algorithm = algorithmName(value);
  if (path === null) return `${algorithm} of the ${what ?? relationNoun(context)} it names. ${absentReason(context)}`;
  const noun = nounOf(context.lookup, path);
  const check = checkOf(context, path);
  const encoded = value.slice(value.indexOf(':') + 1);
  const named = path.includes(encoded) ? ', and its file name' : '';
  // A layer that unpacks to this digest but is stored packed: the digest is its diff ID.
  if (check?.layer?.diffId === value && check.digests.sha256 !== encoded)
    return `${algorithm} of ${withArticle(noun)} after unpacking. Counted again: equal.`;
  return `${algorithm} of ${withArticle(noun)}${named}.${extra(context, path, check)} ${countedAgain(check, value)}`;
}

function extra(context: NoteContext, path: string, check: FileCheck | undefined): string {
  const role = context.lookup.files.get(path)?.role;
  if (role === 'image-config') return ' Docker’s classic store shows it as the image ID.';
  if (role !== 'layer' || !check?.layer || check.layer.compression !== 'none') return '';
  return ' The layer is not packed, so it is the diff ID too.';
}

/** A diff ID: which layer unpacks to it, and whether it did. */
export function diffIdNote(context: NoteContext): string | null {
  const value = stringOf(context.node);
  if (value === null || !checkDigest(value).ok) return null;
  const place =
    typeof context.key === 'number' ? `Layer ${context.key + 1}${context.key === 0 ? ', the base' : ''}: ` : '';
  const start = `${place}${algorithmName(value)} of its tar after unpacking.`;
  const path = targetOf(context, value);
  if (path === null) return `${start} ${absentReason(context)}`;
  const role = context.lookup.files.get(path)?.role;
  if (role === 'attestation' || role === 'artifact-blob') {
    return `${algorithmName(value)} of the ${ROLE_NOUNS[role]}, which is no tar and stored as it is. ${countedAgain(checkOf(context, path), value)}`;
  }
  const check = checkOf(context, path);
  if (!check) return `${start} Not counted yet.`;
  if (isEncrypted(context.lookup, path)) return `${start} The layer is encrypted, so only who has a key can count it.`;
  const compression = check.layer?.compression;
  if (compression === 'xz' || compression === 'bzip2')
    return `${start} The layer is packed with ${compression}, which is not unpacked here, so it is not counted.`;
  if (!check.layer?.diffId) return `${start} The layer could not be unpacked to its end, so it could not be counted.`;
  if (check.layer.diffId !== value)
    return `${start} Counted again: it unpacks to ${shortDigest(check.layer.diffId)} instead.`;
  const stored = check.layer.compression === 'none' ? ' Stored unpacked, so it is the digest too.' : '';
  return `${start}${stored} Counted again: equal.`;
}

/** The size of a descriptor against the file that its digest names. */
export function sizeNote(context: NoteContext): string | null {
  const size = numberOf(context.node);
  if (size === null) return null;
  const digest = stringOf(member(context.parent, 'digest'));
  const place = { ...context, pointer: context.pointer.replace(/\/size$/, '/digest') };
  const path = digest === null ? null : targetOf(place, digest);
  const file = path === null ? undefined : context.lookup.files.get(path);
  if (!file) return 'Bytes that the file should have; it is not in this dump.';
  if (file.size === size) return `Bytes of that file. On disk: ${grouped(file.size)}. Equal.`;
  // In a foreign layer's entry Docker keeps the vendor's packed size while the file is the unpacked tar.
  const difference =
    file.size < size ? `${counted(size - file.size, 'byte')} too few` : `${counted(file.size - size, 'byte')} too many`;
  return `Bytes of that file. On disk: ${grouped(file.size)}, ${difference}.`;
}

function relationNoun({ document, lookup, pointer }: NoteContext): string {
  const relation = lookup.referenceAt(document.path, pointer)?.relation;
  return relation === 'layer' || relation === 'config' || relation === 'manifest' ? relation : 'file';
}

function isEncrypted(lookup: DumpLookup, path: string): boolean {
  const [place] = lookup.layerPlaces(path);
  return place !== undefined && (lookup.model.images[place.image]?.layers[place.layer - 1]?.encrypted ?? false);
}

function absentReason(context: NoteContext): string {
  const reference = context.lookup.referenceAt(context.document.path, context.pointer);
  return reference?.optional ? 'It is not in this dump, which is allowed here.' : 'It is not in this dump.';
}

/** "SHA-256", "SHA-512", or the algorithm as written. */
export function algorithmName(digest: string): string {
  const algorithm = digest.slice(0, digest.indexOf(':'));
  return algorithm.startsWith('sha') ? `SHA-${algorithm.slice(3)}` : algorithm.toUpperCase();
}

/** Numbered layers have no article. */
const withArticle = (noun: string): string => (/^layer \d/.test(noun) ? noun : `the ${noun}`);
