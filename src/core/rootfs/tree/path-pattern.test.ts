import { describe, expect, test, vi } from 'vitest';
import { DumpError } from '../../errors.ts';
import { layerOf } from '../../testing/layer-of.ts';
import { treeAt, pathText } from '../file-tree.ts';
import { layerChanges } from '../layer-changes.ts';
import { stackLayers } from '../stack-layers.ts';
import { MATCH, matchNodes } from './match-nodes.ts';
import { mergedNodes } from './merged-nodes.ts';
import { NO_FILTER } from './node-filter.ts';

// The machine may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const names = [
  'etc/ssl/a.conf',
  'etc/b.conf',
  'usr/lib/libSSL.so',
  'usr/etc/b.conf',
  'star*',
  'bad\xff',
  'caf\xc3\xa9',
];

/** Paths that a text finds, of these names and the folders above them. */
function found(text: string, ...paths: string[]): string[] {
  const all = paths.length === 0 ? names : paths;
  const stack = stackLayers([layerOf(...all.map((name) => (name.endsWith('/') ? { name, flag: '5' } : { name })))]);
  const nodes = mergedNodes(treeAt(stack), layerChanges(stack, 0));
  const { states } = matchNodes(nodes, { ...NO_FILTER, text });
  return [...states.keys()]
    .filter((node) => states[node] === MATCH)
    .map((node) => pathText(stack.paths, node))
    .sort();
}

describe('what a text finds', () => {
  test.each<[string, string[]]>([
    ['ssl', ['etc/ssl', 'usr/lib/libSSL.so']],
    ['SSL', ['usr/lib/libSSL.so']],
    ['etc/b', ['etc/b.conf', 'usr/etc/b.conf']],
    ['/etc/b', ['etc/b.conf', 'usr/etc/b.conf']],
    ['ssl/', ['etc/ssl', 'etc/ssl/a.conf']],
    ['*.conf', ['etc/b.conf', 'etc/ssl/a.conf', 'usr/etc/b.conf']],
    ['?.conf', ['etc/b.conf', 'etc/ssl/a.conf', 'usr/etc/b.conf']],
    ['etc/*.conf', ['etc/b.conf']],
    ['/etc/**', ['etc/b.conf', 'etc/ssl', 'etc/ssl/a.conf']],
    ['**/b.*', ['etc/b.conf', 'usr/etc/b.conf']],
    ['*\\**', ['star*']],
    ['/^etc/.*\\.conf$/', ['etc/b.conf', 'etc/ssl/a.conf']],
    ['/LIBssl/i', ['usr/lib/libSSL.so']],
    ['/LIBssl/', []],
    ['/^usr$/', ['usr']],
    ['CAF\xc9', []],
    ['caf\xe9', ['caf\xc3\xa9']],
    ['/^caf.$/', ['caf\xc3\xa9']],
    ['/^bad.$/', ['bad\xff']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected));

  test('a character is one, however many bytes it has', () => {
    const all = ['emoji\xf0\x9f\x98\x80', 'e\xcc\x81', '\xc3\xa9', 'bad\xff', 'cut\xf0\x9f\x98', '\xc3\xa9/\xff'];
    expect(found('emoji?', ...all)).toEqual([all[0]]);
    for (const text of ['emoji????', '/^emoji....$/', 'emoji??', '/emoji[^x]{2}/'])
      expect(found(text, ...all)).toEqual([]);
    expect(found('?', ...all)).toEqual(['\xc3\xa9', '\xc3\xa9/\xff']);
    expect(found('??', ...all)).toEqual(['e\xcc\x81']);
    expect(found('?/?', ...all)).toEqual(['\xc3\xa9/\xff']);
    expect(found('cut?', ...all)).toEqual(['cut\xf0\x9f\x98']);
    expect(found('*?d?', ...all)).toEqual(['bad\xff']);
  });

  test('a line feed in a name does not end it', () => {
    const all = ['nl\nname', 'nl', 'cr\rname', 'name\n'];
    for (const text of ['??', '/^nl$/']) expect(found(text, ...all)).toEqual(['nl']);
    expect(found('/^name$/', ...all)).toEqual([]);
    expect(found('nl?name', ...all)).toEqual(['nl\nname']);
    expect(found('*name', ...all)).toEqual(['cr\rname', 'nl\nname']);
    expect(found('/^nl\\sn/', ...all)).toEqual(['nl\nname']);
  });

  test('what stands before and behind a path when it is typed', () => {
    const all = ['n/Case', 'x/n/Case', 'ssl/a', 'my-ssl', 'n/empty/'];
    expect(found('./n/Case', ...all)).toEqual(['n/Case']);
    expect(found('//n/c', ...all)).toEqual(['n/Case', 'x/n/Case']);
    expect(found('./n/?ase', ...all)).toEqual(['n/Case']);
    expect(found('n/empty/', ...all)).toEqual(['n/empty']);
    expect(found('ssl/', ...all)).toEqual(['ssl', 'ssl/a']);
    expect(found('n/*/', ...all)).toEqual(['n/empty']);
    expect(found('n*/', ...all)).toEqual(['n', 'x/n']);
  });

  test('what is below a match of a whole path is a match of an expression, as it has the same text in it', () => {
    expect(found('/lib/', 'lib/a/b', 'x')).toEqual(['lib', 'lib/a', 'lib/a/b']);
    expect(found('lib', 'lib/a/b', 'x')).toEqual(['lib']);
  });
});

describe('patterns that could take long', () => {
  test('repetitions within repetitions take no longer than others', () => {
    const name = `${'a'.repeat(90)}!`;
    for (const text of ['/^(a+)+$/', '/(a|a)*b/', '/(a*)*(a*)*(a*)*b/', `*${'a*'.repeat(400)}b`, '/(.*.*.*.*)*x/'])
      expect(found(text, name)).toEqual([]);
  });
  test('those that need too many states are refused, and so is what is no pattern', () => {
    const noisy = Array.from({ length: 600 }, (_, i) => i.toString(2).padStart(16, '0').repeat(4));
    const wrong = ['/(0|1)*1(0|1){16}x/', '/(/', '/[a/', '/(?=a)/', `/(a{900}){900}/`, 'x'.repeat(1_001)];
    for (const text of wrong) {
      const attempt = () => found(text, ...noisy);
      expect(attempt).toThrow(DumpError);
      expect(attempt).toThrow('pattern-invalid');
    }
  });
});
