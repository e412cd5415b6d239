import { describe, expect, test } from 'vitest';
import { at, context, oneLayer, sessionOf } from '../testing/content-session.ts';

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
    expect(await absent(7)).toContain('lead to each other');
    await expect(handlers.openContent(at(99), context() as never)).rejects.toThrow(RangeError);
  });

  test('a layer that is not read says so', async () => {
    const { handlers } = await sessionOf({});
    expect((await handlers.openContent(at(0), context() as never)).absent).toContain('not been read');
    expect((await handlers.readContent({ ...at(0), start: 0, end: 9 }, context() as never)).size).toBe(0);
  });
});
