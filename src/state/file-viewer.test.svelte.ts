import { describe, expect, test } from 'vitest';
import type { DumpFile } from '../core/dump/dump-model.ts';
import type { AnnotatedLine } from '../core/explain/annotated-line.ts';
import type { FileExplanation } from '../core/explain/file-explanation.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { FileViewer, LINES_PER_PAGE } from './file-viewer.svelte.ts';

const file = (path: string, bytes: string, more: Partial<DumpFile> = {}): DumpFile => ({
  path,
  size: bytes.length,
  source: new Blob([bytes]),
  kind: 'file',
  linkTarget: null,
  resolvesTo: null,
  modifiedMs: null,
  archiveOffset: null,
  role: 'foreign',
  mediaType: null,
  ...more,
});
const line = (number: number): AnnotatedLine => ({
  number,
  indent: 0,
  tokens: [],
  pointer: `/${number}`,
  start: 0,
  end: 0,
  note: null,
});

/** A dump of text files; those whose name ends in `.json` have `lines` explained lines. Calls are written down. */
function fakeDump(files: Readonly<Record<string, string>>, lines = 3) {
  const calls: string[] = [];
  const gate: { wait: Promise<void> | null } = { wait: null };
  const ask = async (
    method: string,
    params: { path: string; first?: number; count: number; start?: number; end: number; image: number },
    options: { signal?: AbortSignal } = {},
  ): Promise<unknown> => {
    calls.push(`${method} ${params.path}`);
    await gate.wait;
    options.signal?.throwIfAborted();
    if (method === 'explain')
      return { title: params.path, sentence: '', writtenBy: '', readBy: '', notes: [] } satisfies FileExplanation;
    if (method === 'ids') return [];
    if (method === 'read') {
      const text = files[params.path];
      if (text === undefined) throw new Error('gone');
      const bytes = new TextEncoder().encode(text);
      return { bytes: bytes.slice(params.start, params.end), size: bytes.length };
    }
    const total = params.path.endsWith('.json') ? lines : 0;
    const count = Math.max(0, Math.min(params.count, total - (params.first ?? 0)));
    return { lines: Array.from({ length: count }, (_, i) => line((params.first ?? 0) + i + 1)), total };
  };
  return { ask: ask as unknown as AskDump, calls, gate };
}

describe('opening a file', () => {
  test('JSON is explained, text is text, binary is hex; a layer says what is in it', async () => {
    const files = { 'a.json': '{}', VERSION: '1.0', bin: '\u0000', 'l.tar': '\u0000' };
    const viewer = new FileViewer(fakeDump(files).ask);
    const modeOf = async (path: keyof typeof files, role: DumpFile['role'] = 'foreign') => {
      await viewer.open(path, file(path, files[path], { role }), null);
      return [viewer.mode, viewer.modes.length, viewer.explanation?.title];
    };
    expect(await modeOf('a.json')).toEqual(['explained', 3, 'a.json']);
    expect(await modeOf('VERSION')).toEqual(['text', 2, 'VERSION']);
    expect(await modeOf('bin')).toEqual(['hex', 2, 'bin']);
    expect(await modeOf('l.tar', 'layer')).toEqual(['explained', 3, 'l.tar']);
  });

  test('a missing file is explained, and has no content', async () => {
    const viewer = new FileViewer(fakeDump({ gone: '' }).ask);
    await viewer.open('gone', null, null);
    expect([viewer.explanation?.title, viewer.modes, viewer.failure]).toEqual(['gone', [], null]);
  });

  test('the later file wins, whatever answers last', async () => {
    const dump = fakeDump({ 'a.json': '{}', b: 'text' });
    const viewer = new FileViewer(dump.ask);
    let release = (): void => {};
    dump.gate.wait = new Promise((resolve) => (release = resolve));
    const first = viewer.open('a.json', file('a.json', '{}'), null);
    const second = viewer.open('b', file('b', 'text'), null);
    release();
    await Promise.all([first, second]);
    expect([viewer.path, viewer.explanation?.title, viewer.mode, viewer.failure]).toEqual(['b', 'b', 'text', null]);
  });

  test('what cannot be read says so', async () => {
    const viewer = new FileViewer(fakeDump({}).ask);
    await viewer.open('a.json', file('a.json', '{}'), null);
    expect(viewer.failure).not.toBeNull();
  });
});

describe('a place in a document', () => {
  test('is looked for page after page, and shown', async () => {
    const dump = fakeDump({ 'a.json': '{}' }, 12_000);
    const viewer = new FileViewer(dump.ask);
    await viewer.open('a.json', file('a.json', '{}'), '/11800');
    expect(viewer.lines.some(({ pointer }) => pointer === '/11800')).toBe(true);
    expect(viewer.linePage).toBe(Math.floor(11_799 / LINES_PER_PAGE));
    expect(dump.calls.filter((call) => call.startsWith('annotate')).length).toBeLessThan(6);
  });

  test('that does not exist changes nothing', async () => {
    const viewer = new FileViewer(fakeDump({ 'a.json': '{}' }, 1_200).ask);
    await viewer.open('a.json', file('a.json', '{}'), '/nowhere');
    expect([viewer.linePage, viewer.lines.length, viewer.failure]).toEqual([0, LINES_PER_PAGE, null]);
  });

  test('in the file on screen does not read it again', async () => {
    const dump = fakeDump({ 'a.json': '{}' });
    const viewer = new FileViewer(dump.ask);
    const shown = file('a.json', '{}');
    await viewer.open('a.json', shown, null);
    const before = dump.calls.length;
    await viewer.open('a.json', shown, '/2');
    expect([viewer.lit, dump.calls.length]).toEqual(['/2', before]);
  });
});

describe('bytes by pages', () => {
  test('never more than a page, and a little beside it', async () => {
    const text = 'x'.repeat(100_000);
    const viewer = new FileViewer(fakeDump({ a: text }).ask);
    await viewer.open('a', file('a', text), null);
    await viewer.text.goTo(99_999);
    expect(viewer.text.page).toMatchObject({ start: 98_304, end: 100_000 });
    viewer.showBytes(5_000);
    await expect.poll(() => viewer.hex.page.bytes.length).toBe(4_096);
    expect([viewer.mode, viewer.hex.number]).toEqual(['hex', 1]);
    await viewer.hex.goTo(10_000_000);
    expect(viewer.hex.page.end).toBe(100_000);
  });
});
