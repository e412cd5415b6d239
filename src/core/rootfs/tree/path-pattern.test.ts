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
  const stack = stackLayers([layerOf(...all.map((name) => ({ name })))]);
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
    ['ssl/', ['etc/ssl/a.conf']],
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
