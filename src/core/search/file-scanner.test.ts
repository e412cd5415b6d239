import { describe, expect, test } from 'vitest';
import { FileScanner, type ContentHit } from './file-scanner.ts';
import { compilePattern, type SearchPattern } from './search-pattern.ts';

const encode = (text: string) => new TextEncoder().encode(text);

function search(content: Uint8Array, pattern: Partial<SearchPattern>, chunk = content.length || 1): ContentHit[] {
  const full: SearchPattern = { kind: 'text', pattern: '', isCaseSensitive: true, ...pattern };
  const hits: ContentHit[] = [];
  const scanner = new FileScanner(compilePattern(full, 'contents'), full.kind === 'hex', (hit) => hits.push(hit) > 0);
  scanner.begin();
  for (let at = 0; at < content.length; at += chunk) {
    const piece = content.slice(at, at + chunk);
    scanner.push(piece, at + chunk >= content.length);
    piece.fill(0x58); // a piece is not valid after the call
  }
  return hits;
}
const offsets = (hits: readonly ContentHit[]) => hits.map(({ offset }) => offset);
const marked = ({ excerpt: { text, start, end } }: ContentHit) =>
  `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;

describe('text', () => {
  test('lines are counted, the line is shown', () => {
    const hits = search(encode('one\ntwo secret two\r\nthree SECRET'), { pattern: 'secret', isCaseSensitive: false });
    expect(hits.map(({ line }) => line)).toEqual([2, 3]);
    expect(hits.map(marked)).toEqual(['two [secret] two', 'three [SECRET]']);
  });
  test('case counts when asked for', () => {
    expect(offsets(search(encode('aA'), { pattern: 'A' }))).toEqual([1]);
    expect(offsets(search(encode('[{@`'), { pattern: '{', isCaseSensitive: false }))).toEqual([1]);
  });
  test('letters beyond ASCII in any case', () => {
    expect(search(encode('STRASSE Über ÜBER'), { pattern: 'über', isCaseSensitive: false }).map(marked)).toEqual([
      'STRASSE [Über] ÜBER',
      'STRASSE Über [ÜBER]',
    ]);
  });
  test('UTF-16, as Windows writes it, and binaries have no lines', () => {
    const wide = new Uint8Array([...encode('..Pass')].flatMap((byte) => [byte, 0]));
    const [hit] = search(wide, { pattern: 'pass', isCaseSensitive: false });
    expect(hit).toMatchObject({ offset: 4, line: null });
    expect(hit && marked(hit)).toBe('..[Pass]');
  });
  test('a text in UTF-16 with its mark has lines, whatever the order of its bytes and wherever it is cut', () => {
    const text = '\ufeffone \u0a0a\r\nzwei Wörter, Straße\r\nпривет\n';
    const bytes = [...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8]);
    const found = (content: Uint8Array, pattern: string, chunk?: number) =>
      search(content, { pattern, isCaseSensitive: false }, chunk).map((hit) => `${hit.line} ${marked(hit)}`);
    for (const isHighFirst of [false, true]) {
      const content = Uint8Array.from(isHighFirst ? bytes.map((_, i) => bytes[i ^ 1] ?? 0) : bytes);
      for (const chunk of [1, 7, content.length]) {
        expect(found(content, 'ONE', chunk)).toEqual(['1 [one] \u0a0a']);
        expect(found(content, 'wört', chunk)).toEqual(['2 zwei [Wört]er, Straße']);
        expect(found(content, 'straSSe'.replace('SS', 'ß'), chunk)).toEqual(['2 zwei Wörter, [Straße]']);
        expect(found(content, 'zwei', chunk)).toEqual(['2 [zwei] Wörter, Straße']);
        expect(found(content, 'ПРИВЕТ', chunk)).toEqual(['3 [привет]']);
      }
    }
  });
  test('a long text in UTF-16 keeps its count of lines', () => {
    const text = `\ufeff${'ab\n'.repeat(40_000)}needle`;
    const content = new Uint8Array([...text].flatMap((sign) => [sign.charCodeAt(0) & 0xff, sign.charCodeAt(0) >> 8]));
    for (const chunk of [4093, 65_536])
      expect(search(content, { pattern: 'needle' }, chunk)).toMatchObject([
        { line: 40_001, excerpt: { text: 'needle' } },
      ]);
  });
  test('Latin-1 is found and shown, not by chance, and not for what UTF-8 spells alike', () => {
    const content = Uint8Array.from('12 \u00c4pfel, s\u00fc\u00df\n', (sign) => sign.charCodeAt(0));
    for (const [pattern, isCaseSensitive] of [
      ['Äpfel', true],
      ['äPFEL', false],
    ] as const)
      expect(search(content, { pattern, isCaseSensitive }).map(marked)).toEqual(['12 [Äpfel], süß']);
    expect(search(content, { pattern: 'üß' })).toEqual([]);
    expect(search(encode('über'), { pattern: 'Ã¼ber' })).toEqual([]);
  });
  test.each(['wörld', 'Wörld', 'naïve —', '日本語', '😀x', 'é', 'ŸÿÉ'])(
    '%s as UTF-16, in either order of bytes',
    (word) => {
      for (const isHighFirst of [false, true]) {
        const units = [...`a\u2019${word}`].join('').split('');
        const bytes = units.map((unit) => unit.charCodeAt(0)).flatMap((unit) => [unit & 0xff, unit >> 8]);
        const content = Uint8Array.from(isHighFirst ? bytes.map((_, i) => bytes[i ^ 1] ?? 0) : bytes);
        const found = (pattern: string, isCaseSensitive: boolean) => search(content, { pattern, isCaseSensitive });
        for (const hits of [found(word, true), found(word, false), found(word.toUpperCase(), false)])
          expect([hits.length, (hits[0]?.offset ?? 0) >> 1]).toEqual([1, 2]);
        expect(found(word.replace(/.$/su, 'q'), false)).toEqual([]);
      }
    },
  );
  test('a letter beyond ASCII is no single byte', () => {
    const bytes = Uint8Array.of(0x61, 0xe9, 0x62, 0xe9);
    for (const isCaseSensitive of [true, false]) expect(search(bytes, { pattern: 'é', isCaseSensitive })).toEqual([]);
  });
  test('a long line is cut around the hit, never inside a character', () => {
    const [hit] = search(encode(`${'é'.repeat(500)}needle${'é'.repeat(500)}`), { pattern: 'needle' });
    expect(hit && marked(hit)).toBe(`…${'é'.repeat(40)}[needle]${'é'.repeat(80)}…`);
  });
});

test('of a name with line feeds, `^` and `$` are its ends', () => {
  const found = (pattern: string) => {
    const finder = compilePattern({ kind: 'regex', pattern, isCaseSensitive: true }, 'names');
    let hits = 0;
    finder.scan(encode('nl\nname'), 0, 7, true, () => (hits += 1) > 0);
    return hits;
  };
  expect(['^name$', '^nl$', '^nl\\sname$', 'name$'].map(found)).toEqual([0, 0, 1, 1]);
});

describe('hex', () => {
  test('bytes, with wildcards', () => {
    const bytes = new Uint8Array([0, 0xde, 0xad, 1, 0xef, 0xde, 0xad, 2, 0xee]);
    const [first, ...more] = search(bytes, { kind: 'hex', pattern: 'DE ad ?? e?' });
    expect([first, ...more].map((hit) => hit?.offset)).toEqual([1, 5]);
    expect(first && marked(first)).toBe('00 [de ad 01 ef] de ad 02 ee');
  });
  test.each(['', ' ', 'd', 'xy', '??', '0x'])('“%s” is refused', (pattern) => {
    expect(() => search(encode('x'), { kind: 'hex', pattern })).toThrow('pattern-invalid');
  });
});

describe('stops when told to', () => {
  test('after the third hit', () => {
    const hits: ContentHit[] = [];
    const finder = compilePattern({ kind: 'text', pattern: 'a', isCaseSensitive: true }, 'contents');
    const scanner = new FileScanner(finder, false, (hit) => hits.push(hit) < 3);
    scanner.begin();
    scanner.push(encode('aaaaaa'), false);
    scanner.push(encode('aaaaaa'), true);
    expect(offsets(hits)).toEqual([0, 1, 2]);
  });
});

describe('where the pieces are cut does not matter', () => {
  const random = seeded(7);
  const words = [
    'secret',
    'Secret',
    'se',
    'cret\n',
    'x',
    '\n',
    'éß',
    '\r\n',
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    '12',
    ' ',
  ];
  const text = Array.from({ length: 9_000 }, () => words[random(words.length)]).join('');
  const patterns: Partial<SearchPattern>[] = [
    { pattern: 'secret' },
    { pattern: 'secret', isCaseSensitive: false },
    { pattern: 'cret\nse' },
    { kind: 'hex', pattern: '73 65 ?? 72' },
    { kind: 'regex', pattern: '^(secret|x)+\\d' },
    { kind: 'regex', pattern: 'a+x$' },
    { kind: 'regex', pattern: '\\bse[a-z]{1,9}\\b' },
    { kind: 'regex', pattern: '.*12' },
  ];
  test.each(patterns)('%o', (pattern) => {
    for (const content of [encode(text), encode(`${text}\0${text}`), encode(text.replaceAll('\n', '.'))]) {
      const whole = search(content, pattern);
      for (const chunk of [1021, 4096, 50_000]) expect(search(content, pattern, chunk)).toEqual(whole);
    }
    const short = encode(text).slice(0, 9_500);
    for (const chunk of [1, 7, 511]) expect(search(short, pattern, chunk)).toEqual(search(short, pattern));
  });
  test('text is found where a naive search finds it', () => {
    const content = encode(text);
    for (const needle of ['secret', 'cret\nse', 'x', 'éß', 'aaaa']) {
      const found: number[] = [];
      const latin = Buffer.from(content).toString('latin1');
      const wanted = Buffer.from(needle).toString('latin1');
      for (let at = latin.indexOf(wanted); at >= 0; at = latin.indexOf(wanted, at + wanted.length)) found.push(at);
      expect(offsets(search(content, { pattern: needle }, 1_000))).toEqual(found);
    }
  });
});

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}
