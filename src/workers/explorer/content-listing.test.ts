import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { testTar } from '../../core/testing/write-tar.ts';
import { at, context, oneLayer } from '../testing/content-session.ts';

describe('archives in a layer', () => {
  const inner = testTar({ name: 'x/', flag: '5' }, { name: 'x/y', content: 'inside' });
  const binary = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

  test('tar, packed tar and a broken one are listed', async () => {
    const packed = gzipSync(inner);
    const { handlers } = await oneLayer(
      { name: 'a.tar', content: binary(inner) },
      { name: 'a.tgz', content: binary(packed) },
      { name: 'cut.tgz', content: binary(packed.subarray(0, packed.length - 30)) },
      { name: 'hello.gz', content: binary(gzipSync(Buffer.from('hello world, only text'))) },
    );
    const list = (index: number) => handlers.listContent({ ...at(index), first: 0, count: 10 }, context());
    for (const index of [0, 1]) {
      const { entries, total, fault } = await list(index);
      expect([entries.map(({ name, size }) => [name, size]), total, fault]).toEqual([
        [
          ['x/', 0],
          ['x/y', 6],
        ],
        2,
        null,
      ]);
    }
    expect((await list(2)).fault).not.toBeNull();
    const summary = await handlers.openContent(at(1), context());
    expect([summary.kind, summary.isArchive]).toEqual(['gzip', true]);
    const text = await handlers.openContent(at(3), context());
    expect([text.title, text.isArchive]).toEqual(['Text, packed with gzip', false]);
  });

  test('a packed archive that unpacks to a thousand times its size can be left at once', async () => {
    const bomb = gzipSync(Buffer.concat([inner, Buffer.alloc(128 * 2 ** 20)]));
    const { handlers } = await oneLayer({ name: 'bomb.tgz', content: binary(bomb) });
    const leaving = new AbortController();
    const listing = handlers.listContent({ ...at(0), first: 0, count: 10 }, { ...context(), signal: leaving.signal });
    // As a message from the page: it comes in only when the work pauses.
    setTimeout(() => leaving.abort(new Error('left')));
    await expect(listing).rejects.toThrow('left');
  });
});
