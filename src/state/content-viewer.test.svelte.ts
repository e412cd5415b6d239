import { describe, expect, test } from 'vitest';
import type { ContentSummary } from '../core/content/content.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { ContentViewer } from './content-viewer.svelte.ts';

const summaryOf = (size: number, more: Partial<ContentSummary> = {}): ContentSummary => ({
  size,
  kind: 'text',
  title: 'Text',
  facts: [],
  encoding: 'utf-8',
  imageType: null,
  isArchive: false,
  language: null,
  isSecret: false,
  absent: null,
  ...more,
});

interface Params {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly needle: Uint8Array;
}

/** Files by index. */
function fakeDump(files: readonly { readonly text: string; readonly more?: Partial<ContentSummary> }[]) {
  const calls: string[] = [];
  const gate: { wait: Promise<void> | null } = { wait: null };
  const ask = async (method: string, params: Params, { signal }: { signal?: AbortSignal } = {}): Promise<unknown> => {
    calls.push(method);
    await gate.wait;
    signal?.throwIfAborted();
    const file = files[params.index];
    const bytes = new TextEncoder().encode(file?.text ?? '');
    switch (method) {
      case 'openContent':
        if (!file) throw new Error('gone');
        return summaryOf(bytes.length, file.more);
      case 'readContent':
        return { bytes: bytes.slice(params.start, params.end), size: bytes.length };
      case 'countLines':
        return { lines: (file?.text.slice(params.start, params.end).split('\n').length ?? 1) - 1 };
      case 'findContent': {
        const at = file?.text.indexOf(new TextDecoder().decode(params.needle), params.start) ?? -1;
        return { offset: at < 0 ? null : at };
      }
      case 'hashContent':
        return { sha256: 'ab'.repeat(32) };
      case 'entryHeader':
        return { bytes: new Uint8Array(512), offset: 0, fields: [] };
      default:
        return [];
    }
  };
  return { ask: ask as unknown as AskDump, calls, gate };
}
const ref = (index: number) => ({ layerPath: 'layer.tar', index });

describe('opening at a place', () => {
  const long = 'line\n'.repeat(20_000);
  const files = [{ text: long }, { text: long, more: { encoding: null, kind: 'binary' as const } }];

  test('of a text shows its page, with the place as what was found; of bytes theirs', async () => {
    const { ask, calls } = fakeDump(files);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0), { start: 70_000, end: 70_004 });
    expect([viewer.mode, viewer.text.pages.page.start, viewer.text.firstLine]).toEqual(['text', 65_536, 13_108]);
    expect([viewer.text.hit, viewer.marked]).toEqual([
      { offset: 70_000, bytes: 4 },
      { start: 70_000, end: 70_004 },
    ]);
    // Another place of the same file: it is not opened again.
    calls.length = 0;
    await viewer.open(ref(0), { start: 5, end: 9 });
    expect([viewer.text.hit?.offset, viewer.text.pages.page.start]).toEqual([5, 0]);
    expect(calls).not.toContain('openContent');
    await viewer.open(ref(1), { start: 70_000, end: 70_004 });
    expect([viewer.mode, viewer.hex.page.start]).toEqual(['hex', 69_632]);
  });

  test('beyond the end, and without a place, shows the start', async () => {
    const { ask } = fakeDump(files);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0), { start: 1e9, end: 2e9 });
    expect([viewer.mode, viewer.marked, viewer.text.hit]).toEqual(['text', null, null]);
    await viewer.open(ref(0), { start: 5, end: 9 });
    await viewer.open(ref(1));
    expect([viewer.mode, viewer.marked]).toEqual(['hex', null]);
  });
});

describe('opening', () => {
  test('text is text, binary is hex, what has no content shows its header', async () => {
    const { ask } = fakeDump([
      { text: 'hello' },
      { text: '\0', more: { encoding: null, kind: 'binary' } },
      { text: '', more: { absent: 'A folder', encoding: null } },
      { text: 'zip', more: { isArchive: true, encoding: null } },
    ]);
    const viewer = new ContentViewer(ask);
    const seen: string[] = [];
    for (const index of [0, 1, 2, 3]) {
      await viewer.open(ref(index));
      seen.push(`${viewer.mode} of ${viewer.modes.join(' ')}`);
    }
    expect(seen).toEqual([
      'text of text hex header',
      'hex of hex header',
      'header of header',
      'list of list hex header',
    ]);
  });

  test('who chose hex goes on with hex', async () => {
    const { ask } = fakeDump([{ text: 'a' }, { text: 'b' }]);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0));
    viewer.show('hex');
    await viewer.open(ref(1));
    expect(viewer.mode).toBe('hex');
  });

  test('the last one opened is shown, and a failure is told', async () => {
    const { ask, gate } = fakeDump([{ text: 'first' }, { text: 'second!' }]);
    const viewer = new ContentViewer(ask);
    let open = (): void => undefined;
    gate.wait = new Promise((resolve) => (open = resolve));
    const both = [viewer.open(ref(0)), viewer.open(ref(1))];
    open();
    gate.wait = null;
    await Promise.all(both);
    expect(viewer.summary?.size).toBe(7);
    await viewer.open(ref(9));
    expect([viewer.summary, viewer.failure?.code]).toEqual([null, 'unexpected']);
  });

  test('a private key is covered until it is asked for, each time', async () => {
    const { ask } = fakeDump([{ text: 'key', more: { isSecret: true } }]);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0));
    expect(viewer.isCovered).toBe(true);
    viewer.uncover();
    expect(viewer.isCovered).toBe(false);
    await viewer.open(ref(0));
    expect(viewer.isCovered).toBe(true);
  });

  test('the hash is counted when asked, and forgotten with the file', async () => {
    const { ask } = fakeDump([{ text: 'a' }, { text: 'b' }]);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0));
    await viewer.hash();
    expect(viewer.sha256).toBe('ab'.repeat(32));
    await viewer.open(ref(1));
    expect(viewer.sha256).toBeNull();
  });
});

describe('text', () => {
  const text = Array.from({ length: 8000 }, (_, i) => `line ${i + 1}`).join('\n');

  test('pages in the middle know the number of their first line', async () => {
    const viewer = new ContentViewer(fakeDump([{ text }]).ask);
    await viewer.open(ref(0));
    await viewer.text.goTo(0);
    expect(viewer.text.firstLine).toBe(1);
    await viewer.text.goTo(40_000);
    expect(viewer.text.firstLine).toBe(text.slice(0, 32_768).split('\n').length);
  });

  test('other bytes are a line feed in another encoding: the lines are counted anew', async () => {
    const { ask, calls } = fakeDump([{ text }]);
    const viewer = new ContentViewer(ask);
    await viewer.open(ref(0));
    await viewer.text.goTo(40_000);
    await viewer.text.goTo(40_000);
    expect(calls.filter((method) => method === 'countLines').length).toBe(1);
    viewer.text.encoding = 'utf-16le';
    await expect.poll(() => calls.filter((method) => method === 'countLines').length).toBe(2);
  });

  test('far away lines have numbers only when they are asked for', async () => {
    const viewer = new ContentViewer(fakeDump([{ text: '', more: { size: 2 ** 31 } }]).ask);
    await viewer.open(ref(0));
    await viewer.text.goTo(2 ** 30);
    expect([viewer.text.firstLine, viewer.text.isFar]).toEqual([null, true]);
    await viewer.text.numberLines();
    expect([viewer.text.firstLine, viewer.text.isFar, viewer.text.counted]).toEqual([1, false, null]);
  });

  test('find goes on behind the last place, and once more from the top', async () => {
    const viewer = new ContentViewer(fakeDump([{ text }]).ask);
    await viewer.open(ref(0));
    await viewer.text.goTo(0);
    viewer.text.wanted = 'line 77';
    await viewer.text.findNext();
    expect(viewer.text.hit).toEqual({ offset: text.indexOf('line 77'), bytes: 7 });
    viewer.text.wanted = 'line 7999';
    await viewer.text.findNext();
    expect(viewer.text.pages.number).toBe(Math.floor(text.indexOf('line 7999') / 32_768));
    viewer.text.wanted = 'line 1\n';
    await viewer.text.findNext();
    expect([viewer.text.hit?.offset, viewer.text.found]).toEqual([0, 'again']);
    viewer.text.wanted = 'nowhere';
    await viewer.text.findNext();
    expect([viewer.text.hit, viewer.text.found]).toEqual([null, 'no']);
  });
});
