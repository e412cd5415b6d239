import type { ReadUnpackedOptions } from '../../core/layer/read-unpacked.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** All bytes of a range of a layer; the caller bounds it. Fewer where the layer breaks off. */
export async function gatherLayer(
  session: ExplorerSession,
  layerPath: string,
  start: number,
  end: number,
  options: ReadUnpackedOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - start);
  let have = 0;
  for await (const chunk of session.readLayer(layerPath, { start, end }, options)) {
    bytes.set(chunk, have);
    have += chunk.length;
  }
  return have === bytes.length ? bytes : bytes.slice(0, have);
}
