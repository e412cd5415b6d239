import { derFacts, pemFacts } from './certificates/certificate-facts.ts';
import { javaStoreFacts, pkcs12Facts } from './certificates/key-store.ts';
import type { ContentKind, ContentSummary } from './content.ts';
import type { ContentReader } from './content-reader.ts';
import type { Described } from './described.ts';
import { detectEncoding } from './detect-encoding.ts';
import { classFacts, wasmFacts } from './executables/byte-code-facts.ts';
import { elfFacts } from './executables/elf-facts.ts';
import { machOFacts } from './executables/mach-o-facts.ts';
import { peFacts } from './executables/pe-facts.ts';
import { ContentFault } from './field-view.ts';
import { imageFacts } from './image-facts.ts';
import { languageOf } from './language-of.ts';
import { gzipFacts, otherPackedFacts, zstdFacts } from './packed-facts.ts';
import { scriptFacts, scriptLanguage } from './script-facts.ts';
import { KIND_BYTES, sniffKind } from './sniff-kind.ts';
import { sqliteFacts } from './sqlite-facts.ts';

/** The first bytes of what is packed in a gzip or zstd file, by its first bytes; null when they cannot be unpacked. */
export type UnpackHead = (kind: 'gzip' | 'zstd', packed: Uint8Array) => Uint8Array | null;

const PACKED_HEAD_BYTES = 65_536;
/** DER files are small; a larger one that begins like a certificate is something else. */
const DER_BYTES = 65_536;

const ENCODING_WORDS = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16, little-endian',
  'utf-16be': 'UTF-16, big-endian',
  'latin-1': 'Latin-1, probably',
  'windows-1252': 'Windows-1252, probably',
} as const;

/**
 * What a file is by its first bytes and a few bounded reads, whatever its size: kind, title, facts, encoding. Nothing a
 * file holds makes it fail: a header that breaks off becomes a fact.
 * @param path of the file, for the language of its text; its kind does not depend on it
 * @throws what `reader.read` throws
 */
export async function describeContent(
  reader: ContentReader,
  path: string,
  unpackHead: UnpackHead,
): Promise<ContentSummary> {
  const head = await reader.read(0, KIND_BYTES);
  let kind: ContentKind = reader.size === 0 ? 'empty' : sniffKind(head);
  let described: Described;
  try {
    described = await describe(reader, kind, head, path, unpackHead);
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    const fact = {
      name: 'Header',
      value: `ends early: ${error.message}`,
      note: 'What it says cannot be, or it breaks off.',
    };
    described = { title: PLAIN_TITLES[kind] ?? 'Data', facts: [fact] };
  }
  if (kind === 'binary' && described.title !== BINARY.title) kind = 'certificate';
  const encoding = isTextKind(kind) ? detectEncoding(head) : null;
  return {
    size: reader.size,
    kind,
    title: kind === 'text' && encoding !== null ? `Text, ${ENCODING_WORDS[encoding]}` : described.title,
    facts: described.facts,
    encoding,
    imageType: described.imageType ?? null,
    isArchive: described.isArchive ?? false,
    language: encoding === null ? null : (languageOf(path) ?? (kind === 'script' ? scriptLanguage(head) : null)),
    isSecret: described.isSecret ?? false,
    absent: null,
  };
}

const BINARY: Described = { title: 'Data of no kind known here', facts: [] };
const isTextKind = (kind: ContentKind): boolean => kind === 'text' || kind === 'script' || kind === 'certificate';

const PLAIN_TITLES: Partial<Record<ContentKind, string>> = {
  elf: 'ELF file',
  gzip: 'gzip file',
  image: 'Picture',
  'mach-o': 'macOS file',
  pe: 'Windows executable',
  sqlite: 'SQLite database',
  class: 'Java class',
  wasm: 'WebAssembly module',
};

async function describe(
  reader: ContentReader,
  kind: ContentKind,
  head: Uint8Array,
  path: string,
  unpackHead: UnpackHead,
): Promise<Described> {
  switch (kind) {
    case 'empty':
      return { title: 'Empty file', facts: [] };
    case 'text':
      return { title: 'Text', facts: [] };
    case 'script':
      return scriptFacts(head);
    case 'image':
      return imageFacts(head);
    case 'elf':
      return elfFacts(reader);
    case 'tar':
      return { title: 'tar archive', facts: [], isArchive: true };
    case 'zip':
      return { title: zipTitle(path), facts: [], isArchive: true };
    case 'gzip':
      return gzipFacts(head, unpackHead('gzip', await reader.read(0, PACKED_HEAD_BYTES)));
    case 'zstd':
      return zstdFacts(unpackHead('zstd', await reader.read(0, PACKED_HEAD_BYTES)));
    case 'xz':
    case 'bzip2':
      return otherPackedFacts(kind);
    case 'sqlite':
      return sqliteFacts(head, reader.size);
    case 'certificate':
      return pemFacts(reader);
    case 'pe':
      return peFacts(head);
    case 'mach-o':
      return machOFacts(head);
    case 'wasm':
      return wasmFacts(head);
    case 'class':
      return classFacts(head);
    case 'pdf':
      return { title: `PDF ${String.fromCharCode(...head.subarray(5, 8)).replace(/[^\d.]/g, '')}`.trim(), facts: [] };
    case 'binary':
      return javaStoreFacts(head) ?? (await inDer(reader)) ?? BINARY;
  }
}

async function inDer(reader: ContentReader): Promise<Described | null> {
  if (reader.size > DER_BYTES) return null;
  const bytes = await reader.read(0, DER_BYTES);
  return derFacts(bytes) ?? pkcs12Facts(bytes);
}

const ZIP_ENDINGS: readonly (readonly [ending: string, title: string])[] = [
  ['.jar', 'Java archive'],
  ['.war', 'Java web archive'],
  ['.ear', 'Java enterprise archive'],
  ['.whl', 'Python wheel'],
  ['.apk', 'Android package'],
  ['.nupkg', '.NET package'],
  ['.docx', 'Word document'],
  ['.xlsx', 'Excel workbook'],
  ['.epub', 'Electronic book'],
];

function zipTitle(path: string): string {
  const known = ZIP_ENDINGS.find(([ending]) => path.toLowerCase().endsWith(ending));
  return known ? `${known[1]} (a zip)` : 'zip archive';
}
