import type { ByteSource } from '../bytes/byte-source.ts';
import { readChunks } from '../bytes/read-chunks.ts';
import { DumpError, type DumpErrorInfo } from '../errors.ts';
import type { CreateInflater } from '../layer/inflater.ts';
import { UNCOMPRESSED_ARCHIVE_BYTES } from '../limits.ts';
import type { CreateScratch, Scratch } from './scratch.ts';

export interface UnpackedArchive {
  readonly source: ByteSource;
  /** Why unpacking stopped; what came before is in `source`. */
  readonly fault: DumpErrorInfo | null;
  /** Bytes behind the last member or frame that belong to nothing, zeros among them. */
  readonly trailingBytes: number;
}

export interface UnpackPorts {
  readonly createInflater: CreateInflater;
  readonly createScratch: CreateScratch;
}

/**
 * Unpacks a whole archive into a scratch, so that it can be read at random. Damage ends the unpacking, not the opening:
 * what was unpacked until then is kept. At most UNCOMPRESSED_ARCHIVE_BYTES.
 * @throws `signal.reason`; what the platform throws when the source cannot be read or the scratch cannot be written
 */
export async function unpackArchive(
  source: ByteSource,
  kind: 'gzip' | 'zstd',
  name: string,
  ports: UnpackPorts,
  options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (done: number) => void } = {},
): Promise<UnpackedArchive> {
  const scratch = await ports.createScratch(name);
  const inflater = ports.createInflater(kind);
  try {
    const fault = await inflateInto(source, scratch, inflater, options);
    const trailingBytes = fault === null && inflater.sawTrailing ? source.size - inflater.endOffset : 0;
    return { source: await scratch.finish(), fault, trailingBytes };
  } catch (error) {
    await scratch.discard();
    throw error;
  } finally {
    inflater.close();
  }
}

async function inflateInto(
  source: ByteSource,
  scratch: Scratch,
  inflater: ReturnType<CreateInflater>,
  options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (done: number) => void },
): Promise<DumpErrorInfo | null> {
  let written = 0;
  const emit = (output: Uint8Array): void => {
    written += output.length;
    if (written > UNCOMPRESSED_ARCHIVE_BYTES) {
      throw new DumpError({
        code: 'limit-reached',
        data: { limit: 'UNCOMPRESSED_ARCHIVE_BYTES', value: UNCOMPRESSED_ARCHIVE_BYTES },
      });
    }
    scratch.write(output);
  };
  try {
    for await (const chunk of readChunks(source, options)) inflater.push(chunk, emit);
    inflater.finish(emit);
    return null;
  } catch (error) {
    if (error instanceof DumpError) return error.info;
    throw error;
  }
}
