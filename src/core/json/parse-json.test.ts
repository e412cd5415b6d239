import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JSON_BYTES, JSON_DEPTH, JSON_NODES } from '../limits.ts';
import { entryOf, isSameField, itemsOf, member, membersOf, numberOf, sourceText, stringOf } from './json-access.ts';
import type { JsonNode } from './json-node.ts';
import { nodeAt, pointerOf } from './json-pointer.ts';
import { parseJson } from './parse-json.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const parse = (text: string) => parseJson('x.json', bytesOf(text));

/** Back to what JSON.parse gives; duplicate keys: the last one. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key.value, plain(value)]));
    case 'array':
      return node.items.map(plain);
    default:
      return node.value;
  }
}

describe('agrees with JSON.parse', () => {
  test('on any value, written compact or indented', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        const { root, error } = parse(written);
        expect(error).toBeNull();
        expect(plain(root as JsonNode)).toEqual(JSON.parse(written));
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  test('on what is JSON and what is not, for damaged texts', () => {
    const damaged = fc
      .tuple(
        fc.json({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '"', '{', '}', ',', ':', '0', '\\', 'e', '-', '\n', '\u0000', '/', '.'),
      )
      .map(([text, at, put]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + (at % 3));
      });
    fc.assert(
      fc.property(damaged, (text) => {
        let good = true;
        try {
          JSON.parse(text);
        } catch {
          good = false;
        }
        const document = parse(text);
        expect(document.error === null && document.trailingOffset === null).toBe(good);
        if (document.error) expect(document.error.offset).toBeLessThanOrEqual(document.bytes.length);
      }),
      { seed: 11, numRuns: 3000 },
    );
  });

  test('never throws on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const document = parseJson('x', bytes);
        expect(document.root === null).toBe(document.error !== null);
      }),
      { seed: 3, numRuns: 3000 },
    );
  });
});

test('every value knows its place: its source text parses to itself', () => {
  const walk = (document: ReturnType<typeof parse>, node: JsonNode): void => {
    expect(JSON.parse(sourceText(document, node))).toEqual(plain(node));
    for (const item of itemsOf(node)) walk(document, item);
    for (const { key, value } of membersOf(node)) {
      expect(JSON.parse(sourceText(document, key))).toBe(key.value);
      walk(document, value);
    }
  };
  const document = parse(' {"a" : [1, -2.5e3, "é\\u00e9\\n", {"": null}], "😀":true , "b":{}} \n');
  walk(document, document.root as JsonNode);
  expect(member(document.root, '😀')?.end).toBe(
    bytesOf(' {"a" : [1, -2.5e3, "é\\u00e9\\n", {"": null}], "😀":true').length,
  );
});

describe('says what is wrong, and where', () => {
  test.each([
    ['', 0, 1, 1, 'the file is empty'],
    [' \n ', 3, 2, 2, 'there is nothing in it but blanks'],
    ['{"a":1,}', 7, 1, 8, 'a comma must not stand before }'],
    ['[1,]', 3, 1, 4, 'a comma must not stand before ]'],
    ['{"a":1\n "b":2}', 8, 2, 2, 'a comma or } must follow the value, but there is "'],
    ['{a:1}', 1, 1, 2, 'a key in double quotes must stand here, but there is a'],
    ["{'a':1}", 1, 1, 2, "a key in double quotes must stand here, but there is '"],
    ["['a']", 1, 1, 2, 'texts must stand in double quotes, not single ones'],
    ['[01]', 1, 1, 2, 'a number must not begin with 0'],
    ['[1.]', 3, 1, 4, 'a digit must follow the decimal point'],
    ['[-]', 2, 1, 3, 'a digit must follow the minus sign'],
    ['[1e]', 3, 1, 4, 'a digit must follow the exponent sign'],
    ['["\\q"]', 2, 1, 3, '\\q means nothing in a JSON text'],
    ['["\\u12g4"]', 6, 1, 7, 'four hex digits must follow \\u'],
    ['["a\nb"]', 3, 1, 4, 'a text breaks off at the end of the line'],
    ['[nul]', 1, 1, 2, 'a value must stand here, but there is n'],
    ['[\u0000]', 1, 1, 2, 'a value must stand here, but there is a zero byte'],
    ['{"a":{"b":1}', 12, 1, 13, 'the file ends too early; the { at byte 0 is never closed'],
    ['{"a":"b', 7, 1, 8, 'the file ends too early; the text that begins at byte 5 is never closed'],
    ['// x\n{}', 0, 1, 1, 'comments are not allowed in JSON'],
  ])('%j', (text, offset, line, column, reason) => {
    expect(parse(text).error).toEqual({ offset, line, column, reason });
  });
});

describe('takes what Go takes', () => {
  test('a byte order mark is reported and read past', () => {
    const document = parseJson('x', Uint8Array.of(0xef, 0xbb, 0xbf, 0x31));
    expect([document.byteOrderMark, document.error, numberOf(document.root)]).toEqual(['utf-8', null, 1]);
  });
  test('UTF-16 is named and not read', () => {
    const document = parseJson('x', Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0));
    expect([document.byteOrderMark, document.root]).toEqual(['utf-16', null]);
    expect(document.error?.reason).toContain('UTF-16');
  });
  test('trailing data keeps the value; blanks are no trailing data', () => {
    expect(parse('{} x').trailingOffset).toBe(3);
    expect(parse('{}{}').trailingOffset).toBe(2);
    expect(parse('{} \r\n\t').trailingOffset).toBeNull();
  });
  test('a duplicate key is named once per object, by the pointer of the object; the last value counts', () => {
    const document = parse('{"a":1,"b~/":[{"k":1,"k":2,"k":3}],"a":2}');
    expect(document.duplicateKeys).toEqual([
      { pointer: '/b~0~1/0', key: 'k' },
      { pointer: '', key: 'a' },
    ]);
    expect(numberOf(member(document.root, 'a'))).toBe(2);
  });
  test('invalid UTF-8 has its offset and reads as U+FFFD', () => {
    const bytes = Uint8Array.of(0x22, 0x61, 0xff, 0x62, 0x22);
    const document = parseJson('x', bytes);
    expect([document.invalidUtf8Offset, stringOf(document.root)]).toEqual([2, 'a\ufffdb']);
    expect(parseJson('x', Uint8Array.of(0x22, 0xed, 0xa0, 0x80, 0x22)).invalidUtf8Offset).toBe(1);
    expect(parseJson('x', Uint8Array.of(0x22, 0xc0, 0xaf, 0x22)).invalidUtf8Offset).toBe(1);
    expect(parse('"\u00e9\u20ac\u{1f600}"').invalidUtf8Offset).toBeNull();
  });
  test('lone surrogate escapes read as U+FFFD, pairs as one character', () => {
    expect(stringOf(parse('"\\ud83d\\ude00 \\ud800 \\udc00 \\ud800\\ud83d\\ude00"').root)).toBe(
      '😀 \ufffd \ufffd \ufffd😀',
    );
  });
  test('a BOM character inside a text stays', () => {
    expect(stringOf(parse(`"\ufeff${'x'.repeat(60)}"`).root)).toBe(`\ufeff${'x'.repeat(60)}`);
  });
});

describe('hostile input', () => {
  test('names of the language are keys like any other', () => {
    const { root } = parse('{"__proto__":{"x":1},"constructor":2,"hasOwnProperty":3}');
    expect(numberOf(nodeAt(root, '/__proto__/x'))).toBe(1);
    expect(member(parse('{}').root, '__proto__')).toBeUndefined();
  });
  test('nesting stops at the limit, closed or not', () => {
    for (const text of ['['.repeat(100_000), `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`]) {
      expect(parse(text).error?.reason).toContain(`more than ${JSON_DEPTH} deep`);
    }
    expect(parse('['.repeat(JSON_DEPTH) + ']'.repeat(JSON_DEPTH)).error).toBeNull();
  });
  test('values stop at the limit', () => {
    expect(parse(`[${'0,'.repeat(JSON_NODES)}0]`).error?.reason).toContain('values');
  });
  test('bytes stop at the limit', () => {
    expect(parseJson('x', new Uint8Array(JSON_BYTES + 1)).error?.reason).toContain('32 MiB');
  });
  test('numbers keep their text', () => {
    const { root } = parse('[12345678901234567890, 1e999, -0]');
    expect(itemsOf(root).map((node) => (node.kind === 'number' ? node.text : ''))).toEqual([
      '12345678901234567890',
      '1e999',
      '-0',
    ]);
    expect(numberOf(parse('9'.repeat(200_000)).root)).toBe(Infinity);
  });
  test('a long key repeated many times does not multiply in memory', () => {
    const inner = '{"d":1,"d":1},'.repeat(2000);
    const document = parse(`{"${'k'.repeat(1_000_000)}":[${inner}0]}`);
    expect(document.duplicateKeys.length).toBeGreaterThan(0);
    expect(document.duplicateKeys.length).toBeLessThan(10);
  });
});

test('pointers escape and lead back', () => {
  const { root } = parse('{"a/b":{"~":[10,{"":7}]}}');
  const pointer = [1, ''].reduce<string>((parent, key) => pointerOf(parent, key), pointerOf(pointerOf('', 'a/b'), '~'));
  expect(pointer).toBe('/a~1b/~0/1/');
  expect(numberOf(nodeAt(root, pointer))).toBe(7);
  expect(nodeAt(root, '/a~1b/~0/01')).toBeUndefined();
  expect(nodeAt(root, '/nothing/here')).toBeUndefined();
  expect(nodeAt(root, '')).toBe(root);
});

describe('fields are found as Go finds them', () => {
  const text = (source: string, key: string) => stringOf(member(parse(source).root, key));
  test.each([
    ['{"Config":"a"}', 'a'],
    ['{"config":"a"}', 'a'],
    ['{"CONFIG":"a","other":"b"}', 'a'],
    // Both lead to the same field of Go's struct, so that the later one overwrites the earlier.
    ['{"config":"a","Config":"b"}', 'b'],
    ['{"Config":"a","config":"b"}', 'b'],
    ['{"Configs":"a","_Config":"b","Con-fig":"c"}', null],
  ])('%s', (source, expected) => expect(text(source, 'Config')).toBe(expected));

  test('ſ is an s and the Kelvin sign a k, and no other letter is one of ours', () => {
    expect(isSameField('layerſ', 'layers')).toBe(true);
    expect(isSameField('\u212aey', 'Key')).toBe(true);
    expect(isSameField('d\u0131gest', 'digest')).toBe(false);
    expect(isSameField('@', '`')).toBe(false);
    expect(isSameField('[', '{')).toBe(false);
  });

  test('keys of maps are what they are', () => {
    const { root } = parse('{"a":1,"A":2,"a":3}');
    expect([numberOf(entryOf(root, 'a')), numberOf(entryOf(root, 'A')), entryOf(root, 'b')]).toEqual([3, 2, undefined]);
  });

  test('a pointer leads to its own key first, else to one in another letter case', () => {
    const { root } = parse('{"annotations":{"x":1,"X":2},"Manifests":[{"DIGEST":"d"}]}');
    expect(numberOf(nodeAt(root, '/annotations/x'))).toBe(1);
    expect(stringOf(nodeAt(root, '/manifests/0/digest'))).toBe('d');
  });

  test('many keys take no time', () => {
    const { root } = parse(`{${'"aaaaaaaaaa":0,'.repeat(300_000)}"x":1}`);
    const started = performance.now();
    for (let i = 0; i < 20; i += 1) member(root, 'AAAAAAAAAB');
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
