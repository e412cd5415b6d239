import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DumpError } from '../../core/errors.ts';
import { RpcClient } from './rpc-client.ts';
import type { RpcEndpoint } from './rpc-messages.ts';
import { serve } from './serve.ts';

interface TestApi {
  add: { params: { a: number; b: number }; result: number; progress: never };
  count: { params: { to: number }; result: string; progress: number };
  wait: { params: null; result: null; progress: never };
  fail: { params: { how: 'dump' | 'plain' | 'text' }; result: null; progress: never };
  hand: { params: { bytes: Uint8Array<ArrayBuffer> }; result: Uint8Array<ArrayBuffer>; progress: never };
  uncloneable: { params: null; result: unknown; progress: never };
}

let channel: MessageChannel;
let client: RpcClient<TestApi>;
let seen: { aborted: number; lengthLeft: number };
const endpoint = (port: MessagePort): RpcEndpoint => port;

beforeEach(() => {
  channel = new MessageChannel();
  seen = { aborted: 0, lengthLeft: -1 };
  serve<TestApi>(endpoint(channel.port2), {
    add: ({ a, b }) => a + b,
    async count({ to }, { onProgress }) {
      for (let i = 1; i <= to; i += 1) {
        onProgress(i);
        await Promise.resolve();
      }
      setTimeout(() => onProgress(999)); // after the result: must not arrive
      return 'done';
    },
    wait: (_params, { signal }) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          seen.aborted += 1;
          resolve(null);
        }),
      ),
    fail({ how }) {
      if (how === 'dump') throw new DumpError({ code: 'gzip-truncated', data: { offset: 12 } });
      if (how === 'text') throw 'just text'; // eslint-disable-line @typescript-eslint/only-throw-error -- what a library may do
      throw new RangeError('plain');
    },
    hand({ bytes }, { transfer }) {
      bytes[0] = 9;
      transfer([bytes.buffer]);
      setTimeout(() => (seen.lengthLeft = bytes.length));
      return bytes;
    },
    uncloneable: () => () => undefined,
  });
  client = new RpcClient(endpoint(channel.port1));
});
afterEach(() => {
  channel.port1.close();
  channel.port2.close();
});

describe('rpc over a message channel', () => {
  test('answers calls side by side', async () => {
    const sums = await Promise.all([1, 2, 3].map((a) => client.call('add', { a, b: 10 })));
    expect(sums).toEqual([11, 12, 13]);
    expect(client.openCalls).toBe(0);
  });

  test('tells progress in order, and none after the result', async () => {
    const told: number[] = [];
    expect(await client.call('count', { to: 3 }, { onProgress: (n) => told.push(n) })).toBe('done');
    await client.call('add', { a: 1, b: 1 });
    expect(told).toEqual([1, 2, 3]);
  });

  test('a DumpError arrives with its code and data', async () => {
    const error: unknown = await client.call('fail', { how: 'dump' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DumpError);
    expect((error as DumpError).info).toEqual({ code: 'gzip-truncated', data: { offset: 12 } });
  });

  test('anything else arrives as unexpected', async () => {
    await expect(client.call('fail', { how: 'plain' })).rejects.toMatchObject({
      info: { code: 'unexpected', data: { message: 'plain' } },
    });
    await expect(client.call('fail', { how: 'text' })).rejects.toMatchObject({
      info: { data: { message: 'just text' } },
    });
    await expect(client.call('nothing' as 'wait', null)).rejects.toMatchObject({
      info: { data: { message: 'No such method: nothing' } },
    });
    await expect(client.call('uncloneable', null)).rejects.toMatchObject({ info: { code: 'unexpected' } });
  });

  test('what cannot be sent fails the call only', async () => {
    await expect(client.call('add', { a: 1, b: (() => 1) as unknown as number })).rejects.toThrow();
    expect(client.openCalls).toBe(0);
    expect(await client.call('add', { a: 1, b: 1 })).toBe(2);
  });

  test('abort rejects at once with the reason, and reaches the worker', async () => {
    const job = new AbortController();
    const call = client.call('wait', null, { signal: job.signal });
    const reason = new Error('stop');
    job.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect.poll(() => seen.aborted).toBe(1);
    await expect(client.call('wait', null, { signal: job.signal })).rejects.toBe(reason);
    expect(client.openCalls).toBe(0);
  });

  test('an abort after the end does nothing', async () => {
    const job = new AbortController();
    expect(await client.call('add', { a: 1, b: 2 }, { signal: job.signal })).toBe(3);
    job.abort();
    expect(await client.call('add', { a: 1, b: 2 })).toBe(3);
  });

  test('buffers are handed over, both ways', async () => {
    const bytes = new Uint8Array(1000);
    const back = await client.call('hand', { bytes }, { transfer: [bytes.buffer] });
    expect([bytes.length, back.length, back[0]]).toEqual([0, 1000, 9]);
    await expect.poll(() => seen.lengthLeft).toBe(0);
  });

  test('a crash ends every open call and all later ones', async () => {
    const open = [client.call('wait', null), client.call('wait', null)];
    const reason = new Error('gone');
    client.crash(reason);
    for (const call of open) await expect(call).rejects.toBe(reason);
    await expect(client.call('add', { a: 1, b: 1 })).rejects.toBe(reason);
  });
});
