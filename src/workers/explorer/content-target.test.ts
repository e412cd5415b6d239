import { describe, expect, test } from 'vitest';
import { memoryFolder } from '../../core/testing/open-input.ts';
import { testTar } from '../../core/testing/write-tar.ts';
import { at, context, oneLayer, sessionOf } from '../testing/content-session.ts';
import { sessionOf as dumpSessionOf } from '../testing/fixture-session.ts';
import { contentHandlers } from './content-handlers.ts';
import { entryDetail } from './entry-detail.ts';
import { ImageTrees } from './image-trees.ts';
import type { SaveWhat } from './save-api.ts';
import { saveImage } from './save-image.ts';

describe('what an entry points at', () => {
  test('hard links show what they link to, everything else says why not', async () => {
    const { handlers } = await oneLayer(
      { name: 'a', content: 'first' },
      { name: './dir/a', content: 'text' },
      { name: 'b', flag: '1', target: 'dir/a' },
      { name: 'c', flag: '1', target: '/b' },
      { name: 'd', flag: '1', target: 'elsewhere' },
      { name: 'e', flag: '2', target: 'a' },
      { name: 'f/', flag: '5' },
      { name: 'g', flag: '1', target: 'h' },
      { name: 'h', flag: '1', target: 'g' },
    );
    const read = async (index: number) => {
      const { bytes } = await handlers.readContent({ ...at(index), start: 0, end: 99 }, context());
      return new TextDecoder().decode(bytes);
    };
    expect([await read(1), await read(2), await read(3)]).toEqual(['text', 'text', 'text']);
    const absent = async (index: number) => (await handlers.openContent(at(index), context())).absent;
    expect(await absent(3)).toBeNull();
    expect(await absent(4)).toContain('elsewhere');
    expect(await absent(5)).toContain('symbolic link to a');
    expect(await absent(6)).toContain('folder');
    expect(await absent(7)).toContain('comes only later in this layer');
    expect(await absent(8)).toContain('comes only later in this layer');
    await expect(handlers.openContent(at(99), context() as never)).rejects.toThrow(RangeError);
  });

  test('of a hard link that comes before its file there is no content, whoever is asked', async () => {
    const layer = testTar(
      { name: 'early', flag: '1', target: 'late' },
      { name: 'late', content: 'LT' },
      { name: 'after', flag: '1', target: 'late' },
    );
    const files = { 'manifest.json': '[{"Config":"c","RepoTags":null,"Layers":["layer"]}]', c: '{}', layer };
    const session = await dumpSessionOf(memoryFolder(files));
    const trees = new ImageTrees(session.explore(0), null);
    const handlers = contentHandlers(() => session);
    const work = { signal: new AbortController().signal, onProgress: () => undefined };
    const save = (what: SaveWhat) => saveImage(session, { image: 0, what, name: 'x', target: null }, work);

    expect((await handlers.openContent(at(0), context())).absent).toContain('late, which comes only later');
    const early = entryDetail(trees, 0, { layer: 0, index: 0 });
    expect([early.content, early.link?.path]).toEqual([null, null]);
    expect(early.link?.reason).toContain('when it comes');
    await expect(save({ kind: 'file', layer: 0, index: 0 })).rejects.toThrow('file-unreadable');
    const { skipped } = await save({ kind: 'merged', layer: 0, paths: [] });
    expect(skipped).toEqual([{ path: 'early', reason: 'dangling-hard-link' }]);

    expect((await handlers.openContent(at(2), context())).absent).toBeNull();
    expect(entryDetail(trees, 0, { layer: 0, index: 2 })).toMatchObject({ size: 2, content: { layer: 0, index: 1 } });
    expect(await (await save({ kind: 'file', layer: 0, index: 2 })).file?.text()).toBe('LT');
  });

  test('a layer that is not read says so', async () => {
    const { handlers } = await sessionOf({});
    expect((await handlers.openContent(at(0), context() as never)).absent).toContain('not been read');
    expect((await handlers.readContent({ ...at(0), start: 0, end: 9 }, context() as never)).size).toBe(0);
  });
});
