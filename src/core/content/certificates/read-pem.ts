import { fromBinary } from '../../bytes/byte-names.ts';

/** One block of a PEM file. */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY`, … */
  readonly label: string;
  /** Null where it is no base64, or encrypted the old way, with headers in front. */
  readonly bytes: Uint8Array | null;
  /** The old way: `Proc-Type: 4,ENCRYPTED`. */
  readonly isEncrypted: boolean;
}

const BEGIN = /^-----BEGIN ([A-Z0-9 ]{1,60})-----[ \t]*\r?$/gm;

/**
 * The blocks of a PEM file in their order. A block without its end is passed over.
 * @param text all of the file, one character per byte: the caller bounds it
 * @param most blocks at most
 * @see RFC 7468
 */
export function readPem(text: string, most: number): { blocks: PemBlock[]; total: number } {
  const blocks: PemBlock[] = [];
  let total = 0;
  BEGIN.lastIndex = 0;
  for (let match = BEGIN.exec(text); match; match = BEGIN.exec(text)) {
    const label = match[1] ?? '';
    const from = BEGIN.lastIndex;
    const to = text.indexOf(`-----END ${label}-----`, from);
    if (to < 0) break;
    total += 1;
    BEGIN.lastIndex = to;
    if (blocks.length < most) blocks.push(blockOf(label, text.slice(from, to)));
  }
  return { blocks, total };
}

function blockOf(label: string, body: string): PemBlock {
  const isEncrypted = /^Proc-Type:.{0,40}ENCRYPTED/m.test(body);
  if (/^[A-Za-z-]+:/m.test(body)) return { label, bytes: null, isEncrypted };
  try {
    return { label, bytes: fromBinary(atob(body.replace(/\s/g, ''))), isEncrypted };
  } catch {
    return { label, bytes: null, isEncrypted }; // no base64
  }
}
