import { JSON_BYTES, JSON_DEPTH, JSON_NODES } from '../limits.ts';
import { JsonFault } from './json-fault.ts';
import { JsonReader } from './json-reader.ts';
import type { JsonDocument } from './json-node.ts';
import { lineColumnAt } from './line-column.ts';
import { firstInvalidUtf8 } from './utf8-fault.ts';

/**
 * Parses a JSON document and keeps the place of every value. Never throws: what is wrong is in the result.
 * Takes what Go's encoding/json takes, and so every engine: strict grammar, but invalid UTF-8 and lone surrogates
 * become U+FFFD and a key may occur twice. Beyond Go it reads on behind a UTF-8 byte order mark and before trailing data,
 * which are reported. Memory follows the document: at most JSON_BYTES, JSON_DEPTH and JSON_NODES.
 * @param path only named in the result
 * @see RFC 8259
 */
export function parseJson(path: string, bytes: Uint8Array): JsonDocument {
  const byteOrderMark = byteOrderMarkOf(bytes);
  const base = { path, bytes, byteOrderMark, trailingOffset: null, invalidUtf8Offset: null, duplicateKeys: [] };
  const failed = (offset: number, reason: string): JsonDocument => ({
    ...base,
    root: null,
    error: { offset, ...lineColumnAt(bytes, offset), reason },
  });
  if (bytes.length > JSON_BYTES)
    return failed(0, `it is larger than ${JSON_BYTES / 2 ** 20} MiB, which is as much as is read here`);
  if (byteOrderMark === 'utf-16') return failed(0, 'it is written in UTF-16, and JSON files must be UTF-8');

  const invalidUtf8Offset = firstInvalidUtf8(bytes);
  const reader = new JsonReader(bytes, byteOrderMark === 'utf-8' ? 3 : 0, { depth: JSON_DEPTH, nodes: JSON_NODES });
  try {
    const root = reader.readDocument();
    return {
      ...base,
      root,
      error: null,
      invalidUtf8Offset,
      trailingOffset: reader.offset < bytes.length ? reader.offset : null,
      duplicateKeys: reader.duplicateKeys,
    };
  } catch (fault) {
    if (!(fault instanceof JsonFault)) throw fault;
    return { ...failed(fault.offset, fault.reason), invalidUtf8Offset, duplicateKeys: reader.duplicateKeys };
  }
}

function byteOrderMarkOf(bytes: Uint8Array): JsonDocument['byteOrderMark'] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  return null;
}
