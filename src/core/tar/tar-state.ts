import { decodeName } from '../bytes/byte-names.ts';
import { DumpError } from '../errors.ts';
import type { TarHeader } from './tar-entry.ts';

/**
 * What the reader asks its driver for: so many bytes, or to leave out so many; `entry` hands one over and wants no answer.
 * Fewer bytes than asked for mean that the tar ends there.
 */
export type TarRequest =
  | { readonly kind: 'read'; readonly bytes: number }
  | { readonly kind: 'skip'; readonly bytes: number }
  | { readonly kind: 'entry'; readonly entry: TarHeader };

/** `bytes`: what was read, valid until the next request; `have`: how many were read or skipped. */
export interface TarReply {
  readonly bytes: Uint8Array;
  readonly have: number;
}

/** What is known about the tar as a whole; filled in while it is read, so that it holds after a fault too. */
export class TarState {
  /** False once the first block proves to be no tar header. An empty tar is a tar. */
  isTar = true;
  /** Complete zero blocks of the end mark: 2 or more is whole. */
  endBlocks = 0;
  /** The last entry's content is filled up to whole blocks. */
  lastPadded = true;
  /** Bytes behind the end mark from the first to the last that is not zero, tar entries that stand there not counted. */
  trailingBytes = 0;
  /** Global pax headers met: they are no entries here, but are to some readers. */
  globalHeaders = 0;
  /** Name of the last entry met. */
  lastName: Uint8Array = new Uint8Array(0);
  /** Bytes of content that are here, and that should be, of the entry in which the tar ends; null when it ends elsewhere. */
  cut: { readonly have: number; readonly want: number } | null = null;
}

/** The tar ends at `offset`, inside something. */
export function truncated(state: TarState, offset: number): DumpError {
  return new DumpError({ code: 'tar-truncated', data: { offset, entry: decodeName(state.lastName) } });
}

/** The tar ends in the content of an entry, of which `have` bytes are here. */
export function cutContent(state: TarState, entry: TarHeader, have: number): DumpError {
  state.cut = { have, want: entry.storedSize };
  return truncated(state, entry.dataOffset + have);
}
