import { decodeName } from '../bytes/byte-names.ts';
import { detectEncoding } from './detect-encoding.ts';
import type { ContentFact, ContentKind } from './content.ts';
import { ContentFault, FieldView } from './field-view.ts';
import type { Described } from './described.ts';
import { sniffKind } from './sniff-kind.ts';

const SYSTEMS: ReadonlyMap<number, string> = new Map([
  [0, 'DOS or Windows'],
  [3, 'Unix'],
  [7, 'classic Mac OS'],
  [10, 'Windows NT'],
]);

const WORDS: Partial<Record<ContentKind, string>> = {
  elf: 'an ELF file',
  tar: 'a tar archive',
  script: 'a script',
  text: 'text',
  certificate: 'a certificate or key',
  sqlite: 'a SQLite database',
  image: 'a picture',
};

/**
 * A gzip file by the header of its first member, and what is in it by its first bytes.
 * @param inside the first bytes unpacked; null when they could not be
 * @throws ContentFault when the head ends too early
 * @see RFC 1952, 2.3, "Member format"
 */
export function gzipFacts(head: Uint8Array, inside: Uint8Array | null): Described {
  const fields = new FieldView(head, true);
  const flags = fields.u8(3);
  const facts: ContentFact[] = [];
  const seconds = fields.u32(4);
  let at = 10;
  if ((flags & 4) !== 0) at += 2 + fields.u16(at);
  if ((flags & 8) !== 0) {
    const end = head.indexOf(0, at);
    if (end < 0) throw new ContentFault('the name in the gzip header does not end');
    facts.push({
      name: 'Name inside',
      value: decodeName(head.subarray(at, end)),
      note: 'As it was called before it was packed.',
    });
  }
  if (seconds > 0)
    facts.push({
      name: 'Packed from',
      value: `${dateText(seconds)} UTC`,
      note: 'Changed at that time: it makes each build differ.',
    });
  const system = SYSTEMS.get(fields.u8(9));
  if (system !== undefined && fields.u8(9) !== 3) facts.push({ name: 'Packed on', value: system, note: null });
  return packed('gzip', facts, inside);
}

/**
 * A zstd file by its first frame.
 * @see RFC 8878, 3.1.1, "Zstandard Frames"
 */
export function zstdFacts(inside: Uint8Array | null): Described {
  return packed('zstd', [], inside);
}

function packed(format: string, facts: ContentFact[], inside: Uint8Array | null): Described {
  const kind = inside === null ? null : sniffKind(inside);
  const words = kind === null ? null : (WORDS[kind] ?? (detectEncoding(inside ?? new Uint8Array(0)) ? 'text' : 'data'));
  if (words !== null) facts.unshift({ name: 'Inside', value: words, note: null });
  return {
    title: words === null ? `Packed with ${format}` : `${capital(words)}, packed with ${format}`,
    facts,
    isArchive: kind === 'tar',
  };
}

/** xz and bzip2 are not unpacked here: no image tool of today writes them, and each would need a decoder of its own. */
export function otherPackedFacts(kind: 'xz' | 'bzip2'): Described {
  return {
    title: `Packed with ${kind}`,
    facts: [
      {
        name: 'Inside',
        value: 'not looked at',
        note: `Tallyman does not unpack ${kind}; save the file and unpack it by hand.`,
      },
    ],
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const dateText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
