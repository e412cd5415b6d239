import fc from 'fast-check';
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
  test('a character is one, not its bytes', () => {
    expect(hits('w..rld', 'wörld world woorld')).toEqual(['woorld']);
    expect(hits('^.$', 'é')).toEqual(['é']);
    expect(hits('[^x]{2}', 'é日x😀')).toEqual(['é日']);
    expect(hits('^..$', '😀')).toEqual([]);
    expect(hits('.', 'é日😀')).toEqual(['é', '日', '😀']);
    expect(hits('(q..|.)b', 'qéb')).toEqual(['éb']);
  });
  test('bytes that are no UTF-8 count one by one, those of a character that breaks off as one', () => {
    const ends = (pattern: string, ...bytes: number[]): number[][] => {
      const finder = new RegexFinder(parseRegex(pattern, true), pattern);
      const found: number[][] = [];
      finder.scan(Uint8Array.from(bytes), 0, bytes.length, true, (start, end) => found.push([start, end]) > 0);
      return found;
    };
    expect(ends('.', 0xe9, 0xe9, 0x80, 0xff)).toEqual([
      [0, 1],
      [1, 3],
      [3, 4],
    ]);
    expect(ends('^.{3}$', 0xed, 0xa0, 0x80)).toEqual([[0, 3]]);
    expect(ends('^.{3}$', 0xe2, 0x82, 0xac)).toEqual([]);
    expect(ends('^.$', 0xf0, 0x9f, 0x98)).toEqual([[0, 3]]);
    expect(ends('^.{2}$', 0xc3, 0xa9, 0xa9)).toEqual([[0, 3]]);
    expect(ends('.a', 0xe2, 0x82, 0x61)).toEqual([[0, 3]]);
  });
  test('are those of the text as `TextDecoder` reads it', () => {
    const byte = fc.constantFrom(
      0x61,
      0x62,
      0x7f,
      0x80,
      0x9f,
      0xa0,
      0xac,
      0xbf,
      0xc0,
      0xc3,
      0xe0,
      0xe2,
      0xed,
      0xf0,
      0xf4,
      0xff,
    );
    const patterns = ['.', '..', '[^a]', '[^a]+b', 'a.', '.{3}b', 'a.*b', '^.{4}$', '(a..|.)b', '\\B.', '[^b]{2}$'];
    fc.assert(
      fc.property(fc.array(byte, { maxLength: 14 }), fc.constantFrom(...patterns), (values, pattern) => {
        const bytes = Uint8Array.from(values);
        const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        const finder = new RegexFinder(parseRegex(pattern, true), pattern);
        const found: string[] = [];
        finder.scan(bytes, 0, bytes.length, true, (start, end) => {
          // A hit begins and ends where characters do.
          expect(decoder.decode(bytes.subarray(0, start)) + decoder.decode(bytes.subarray(start))).toBe(
            decoder.decode(bytes),
          );
          expect(decoder.decode(bytes.subarray(0, end)) + decoder.decode(bytes.subarray(end))).toBe(
            decoder.decode(bytes),
          );
          return found.push(decoder.decode(bytes.subarray(start, end))) > 0;
        });
        const whole = new RegExp(`^(?:${pattern})$`, 'u');
        const isHit = new RegExp(pattern, 'u').test(decoder.decode(bytes));
        expect(found.length > 0).toBe(isHit);
        if (!/[\^$\\]/.test(pattern.replace('[^', ''))) for (const hit of found) expect(hit).toMatch(whole);
      }),
      { numRuns: 3_000 },
    );
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
