import { describe, expect, test } from 'vitest';
import { literalRegex, parseRegex } from './parse-regex.ts';
import { RegexFinder } from './regex-finder.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Hits in a whole text, as text. */
function hits(pattern: string, text: string, isCaseSensitive = true): string[] {
  const finder = new RegexFinder(parseRegex(pattern, isCaseSensitive), pattern);
  const bytes = bytesOf(text);
  const found: string[] = [];
  finder.reset();
  finder.scan(bytes, 0, bytes.length, true, (start, end) => {
    return found.push(new TextDecoder().decode(bytes.subarray(start, end))) > 0;
  });
  return found;
}

describe('what JavaScript finds is found', () => {
  const texts = [
    'AWS_SECRET_ACCESS_KEY=abc123/xyz\nfoo bar  baz\r\n  password: "hunter2"',
    'aaa ab abab b\n\nabba\n a.b a+b (x)',
    'straße Ärger éé 日本語 😀x\n日\n',
    '192.168.0.1 and 10.0.0.254, 1.2.3\n-----BEGIN RSA PRIVATE KEY-----',
    '',
    'x',
  ];
  const patterns = [
    'a',
    'ab',
    'a+',
    'a+b',
    '(ab)+',
    'a|b',
    'a|ab|abb',
    '^a',
    'a$',
    '^.+$',
    '.+',
    '[^ ]+',
    '\\d+',
    '\\w+',
    '\\s+\\S',
    '\\bb',
    'b\\b',
    '\\Bb',
    '[a-c]{2,3}',
    '(a|b){2}',
    'a{3}',
    'x?y?z',
    '[é日]',
    '日本',
    '.x',
    '[^a]x',
    '\\.',
    '\\x61',
    '\\u65e5',
    '\\u{1f600}',
    '(?:\\d{1,3}\\.){3}\\d{1,3}',
    '(?<n>pass)word',
    '-----BEGIN [A-Z ]+-----',
    'password.*"',
    '[\\]a]',
    '[a\\-z]+',
    '[-a]+',
    'a{',
    '[\\d.]+',
    '[\\W]b',
    '(a*)b',
    '(a|)b',
    '(x+x+)+y',
    'ß',
    '[Ä-Ö]',
  ];
  test.each(patterns)('%s', (pattern) => {
    for (const flags of ['gmu', 'gimu']) {
      for (const text of texts) {
        const lines = text.split(/\r?\n/);
        const ours = lines.map((line) => hits(pattern, line, !flags.includes('i')).length > 0);
        const nonEmpty = lines.map((line) => [...line.matchAll(fitting(pattern, flags))].some(([hit]) => hit !== ''));
        expect(ours.map((has, i) => [lines[i], has])).toEqual(nonEmpty.map((has, i) => [lines[i], has]));
      }
    }
  });
});

/** Unicode mode wants some signs escaped that stand for themselves else. */
function fitting(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return new RegExp(pattern, flags.replace('u', ''));
  }
}

describe('hits', () => {
  test('are as long as they can be, and do not overlap', () => {
    expect(hits('ab*', 'abbb ab a')).toEqual(['abbb', 'ab', 'a']);
    expect(hits('a|ab', 'abab')).toEqual(['ab', 'ab']);
    expect(hits('b+?', 'bbb')).toEqual(['bbb']);
  });
  test('end with their line', () => expect(hits('a[^x]*', 'a1\na2\r\na3')).toEqual(['a1', 'a2\r', 'a3']));
  test('any case, by `(?i)` too', () => {
    expect(hits('PASS', 'pass Pass', false)).toEqual(['pass', 'Pass']);
    expect(hits('(?i)pass', 'PASS')).toEqual(['PASS']);
    expect(hits('[^a]+', 'aAb', false)).toEqual(['b']);
  });
  test('bytes that are no UTF-8 do not stop `.`', () => {
    const finder = new RegexFinder(parseRegex('p.*w', true), 'p.*w');
    const found: number[] = [];
    const bytes = Uint8Array.of(0x70, 0xe9, 0x77);
    finder.scan(bytes, 0, 3, true, (start, end) => found.push(start, end) > 0);
    expect(found).toEqual([0, 3]);
  });
  test('a literal is taken as it stands', () => {
    const finder = new RegexFinder(literalRegex('É.*', false), '');
    let count = 0;
    const bytes = bytesOf('é.* É.* éxx');
    finder.scan(bytes, 0, bytes.length, true, () => (count += 1) > 0);
    expect(count).toBe(2);
  });
});

describe('what is refused, with its reason', () => {
  test.each([
    ['(', 'not closed'],
    [')', 'closes nothing'],
    ['[a', 'not closed'],
    ['*a', 'nothing to repeat'],
    ['a**', 'nothing to repeat'],
    ['a{3,1}', 'wrong way round'],
    ['a{2000}', 'too large'],
    ['(a{1000}){1000}', 'too large'],
    ['a*', 'empty'],
    ['^', 'empty'],
    ['\\b', 'empty'],
    ['(?=a)', 'ahead'],
    ['(?<!a)b', 'ahead'],
    ['(a)\\1', 'references'],
    ['\\q', 'means nothing'],
    ['\\x6', 'hex'],
    ['[b-a]', 'wrong way round'],
    ['a\\', 'lone'],
    ['('.repeat(500), 'deep'],
  ])('%s', (pattern, reason) => {
    expect(() => hits(pattern, 'x')).toThrow(reason);
  });
});

describe('patterns that make others hang', () => {
  test.each(['(a+)+b', '(a|a)*b', '(a|aa)+$', '(.*a){12}b', '.*.*.*=.*c', '(x+x+)+y', '([a-z]+)*\\d'])(
    '%s',
    (pattern) => {
      const text = 'a'.repeat(100_000);
      const started = performance.now();
      hits(pattern, text);
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
  test('one with a million states ends with words', () => {
    let state = 1;
    const text = Array.from({ length: 1_000_000 }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 31 === 1 ? 'a' : 'b';
    }).join('');
    expect(() => hits('(a|b)*a(a|b){19}c', text)).toThrow('pattern-invalid');
  });
});
