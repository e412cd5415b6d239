import { checkFile } from '../../core/layer/check-file.ts';
import { loadCodecs } from '../codecs.ts';
import type { DumpApi } from '../dump-api.ts';
import { RpcClient } from '../rpc/rpc-client.ts';
import type { RpcEndpoint } from '../rpc/rpc-messages.ts';
import { tinyDump } from './tiny-dump.ts';

const TOOK = { wallMs: 0, bytesRead: 0 };

/**
 * Opens a tiny dump of our own making, from its structure to its report, while nobody waits: an engine compiles code when it
 * first runs, which for a small dump is most of the time. Nothing of it is kept.
 * @param serveOn answers the calls of DumpApi on an endpoint
 * @throws `signal.reason` when a real dump comes; whatever opening one throws
 */
export async function warmUpDump(serveOn: (endpoint: RpcEndpoint) => void, signal: AbortSignal): Promise<void> {
  const codecs = await loadCodecs();
  const { port1, port2 } = new MessageChannel();
  try {
    serveOn(port1);
    port1.start();
    const client = new RpcClient<DumpApi>(port2);
    const file = new File([tinyDump(codecs.createHasher).archive], 'tiny.tar');
    const { model } = await client.call('open', { input: { kind: 'archive-file', file } }, { signal });
    const folder = model.files.flatMap(({ path, source }) =>
      source ? [{ path, file: new File([source as Blob], path) }] : [],
    );
    await client.call(
      'open',
      { input: { kind: 'folder-files', name: 'tiny', files: folder, folders: [] } },
      { signal },
    );
    const { tasks } = await client.call('recall', null, { signal });
    for (const task of tasks) {
      const check = await checkFile(task, codecs, { signal });
      await client.call('record', { check }, { signal });
    }
    await client.call('summarise', { phase: 'complete', took: TOOK }, { signal });
  } finally {
    port1.close();
    port2.close();
  }
}
