import { SMALL_BYTES } from '../../core/layer/check-strategy.ts';
import type { CheckApi } from '../check-api.ts';
import { loadCodecs } from '../codecs.ts';
import { RpcClient } from '../rpc/rpc-client.ts';
import type { RpcEndpoint } from '../rpc/rpc-messages.ts';
import { tinyDump } from './tiny-dump.ts';

/**
 * Checks a tiny layer of our own making while nobody waits, plain and packed, whole and as a stream: see `warmUpDump`.
 * @param serveOn answers the calls of CheckApi on an endpoint
 */
export async function warmUpCheck(serveOn: (endpoint: RpcEndpoint) => void): Promise<void> {
  const { createHasher } = await loadCodecs();
  const { layer } = tinyDump(createHasher);
  const packed = await new Response(layer.stream().pipeThrough(new CompressionStream('gzip'))).blob();
  const { port1, port2 } = new MessageChannel();
  try {
    serveOn(port1);
    port1.start();
    const client = new RpcClient<CheckApi>(port2);
    for (const source of [layer, packed]) {
      const task = {
        path: 'tiny',
        source,
        size: source.size,
        algorithms: ['sha256'],
        layer: 'plain',
        turns: null,
      } as const;
      await client.call('checkFile', { ...task, strategy: 'small', keptBytes: 0 });
      await client.call('checkFile', {
        ...task,
        unpackedHint: layer.size,
        strategy: 'buffered',
        keptBytes: SMALL_BYTES,
      });
    }
  } finally {
    port1.close();
    port2.close();
  }
}
