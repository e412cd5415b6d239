import { execFileSync } from 'node:child_process';
import { openAsBlob, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, testTar } from '../testing/write-tar.ts';
import type { ContentReader } from './content-reader.ts';
import { describeContent } from './describe-content.ts';
import { detectEncoding } from './detect-encoding.ts';
import { sniffKind } from './sniff-kind.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const utf8 = (text: string) => new TextEncoder().encode(text);
const readerOf = (bytes: Uint8Array): ContentReader => ({
  size: bytes.length,
  read: (start, end) => Promise.resolve(bytes.slice(start, end)),
});
const describeBytes = (bytes: Uint8Array, path = 'file') => describeContent(readerOf(bytes), path, () => null);

describe('kinds by first bytes', () => {
  test.each([
    ['empty', new Uint8Array(0)],
    ['elf', hex('7f454c46 02010100')],
    ['gzip', hex('1f8b0800 00000000 0003')],
    ['zstd', hex('28b52ffd 00')],
    ['xz', hex('fd377a585a00 0004')],
    ['bzip2', bytesOf('BZh91AY&SY')],
    ['text', bytesOf('BZh is a word')],
    ['zip', bytesOf('PK\x03\x04')],
    ['zip', bytesOf(`PK\x05\x06${'\0'.repeat(18)}`)],
    ['sqlite', bytesOf('SQLite format 3\0')],
    ['wasm', bytesOf('\0asm\x01\0\0\0')],
    ['pdf', bytesOf('%PDF-1.7')],
    ['image', hex('89504e470d0a1a0a 0000000d')],
    ['image', bytesOf('GIF89a')],
    ['image', hex('ffd8ffe0')],
    ['class', hex('cafebabe 0000 0041')],
    ['mach-o', hex('cafebabe 00000002')],
    ['mach-o', hex('cffaedfe 0c000001')],
    ['tar', testTar({ name: 'a', content: 'x' })],
    ['script', utf8('#!/bin/sh\necho')],
    ['certificate', utf8('# a comment\n-----BEGIN CERTIFICATE-----\nMII')],
    ['text', utf8('hello')],
    ['text', bytesOf('BM is how it begins, and it goes on as a text does')],
    ['text', bytesOf('MZ too')],
    ['binary', bytesOf('\0\x01\x02\x03')],
    ['binary', new Uint8Array(1024)],
  ] as const)('%s', (kind, bytes) => expect(sniffKind(bytes)).toBe(kind));
});

describe('encodings', () => {
  const utf16 = (text: string, isLittle: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return Uint8Array.from(isLittle ? bytes : bytes.swap16());
  };
  test.each([
    ['utf-8', utf8('plain')],
    ['utf-8', utf8('grüße €😀')],
    ['utf-8', utf8('cut 😀').slice(0, -2)],
    ['utf-8', utf8('\ufeffmarked')],
    ['utf-8', bytesOf('a long log \xe2\x80\xae with one broken byte \xff in it')],
    ['utf-16le', utf16('\ufeffhé', true)],
    ['utf-16be', utf16('\ufeffhé', false)],
    ['utf-16le', utf16('no mark here', true)],
    ['utf-16be', utf16('no mark here', false)],
    ['latin-1', bytesOf('gr\xfc\xdfe aus k\xf6ln')],
    ['windows-1252', bytesOf('\x93gr\xfc\xdfe\x94 \x96 all that for 5 \x80')],
    [null, bytesOf('gr\xfc\xdfe \x81 aus k\xf6ln')],
    [null, bytesOf('\x93\x94 text \x84')],
    [null, hex('00010203')],
    [null, new Uint8Array(64)],
    [null, Uint8Array.from({ length: 256 }, (_, i) => (i * 167 + 13) % 256)],
  ] as const)('%s', (encoding, bytes) => expect(detectEncoding(bytes)).toBe(encoding));
});

describe('what is told', () => {
  test('scripts name their interpreter, env its program, Windows line ends their fault', async () => {
    const script = async (line: string) => {
      const { title, facts, language } = await describeBytes(utf8(`${line}\nx`));
      return [title, language, facts.map(({ value }) => value)];
    };
    expect(await script('#!/bin/bash -eu')).toEqual(['Script for bash', 'bash', ['/bin/bash', '-eu']]);
    expect(await script('#! /usr/bin/env -S A=1 python3.11 -u')).toEqual([
      'Script for python3.11',
      'python',
      ['/usr/bin/env', '-S A=1 python3.11 -u'],
    ]);
    const env = async (words: string) => (await script(`#!/usr/bin/env ${words}`)).slice(0, 2);
    expect(await env('-S FOO=1 node --harmony')).toEqual(['Script for node', 'javascript']);
    expect(await env('-Sruby -w')).toEqual(['Script for ruby', 'ruby']);
    expect(await env('-vS perl')).toEqual(['Script for perl', 'perl']);
    expect(await env('--split-string=php -n')).toEqual(['Script for php', 'php']);
    expect(await env('-S -u LANG -i python3 -O')).toEqual(['Script for python3', 'python']);
    expect(await env('-S "bash" -e')).toEqual(['Script for bash', 'bash']);
    expect(await env('')).toEqual(['Script for nothing', null]);
    expect(await script('#!/bin/sh\r')).toEqual(['Script for sh', 'bash', ['/bin/sh', 'carriage return']]);
  });

  test('headers that break off become a fact', async () => {
    for (const start of ['7f454c46', '89504e470d0a1a0a', '53514c69746520666f726d6174203300', 'cafebabe0000003d'])
      for (const length of [0, 1, 20, 60]) {
        const { title } = await describeBytes(hex(start + '00'.repeat(length)));
        expect(title).not.toBe('');
      }
    expect((await describeBytes(hex('7f454c46'))).facts[0]?.name).toBe('Header');
  });

  test('pictures have their size, and the type that browsers show', async () => {
    const png = readFileSync(new URL('../../../public/icons/icon-192.png', import.meta.url));
    expect(await describeBytes(png)).toMatchObject({
      kind: 'image',
      imageType: 'image/png',
      facts: [{ value: '192 × 192 pixels' }],
    });
    const large = Uint8Array.from(png);
    large.set(hex('0000c350 0000c350'), 16);
    const { imageType, facts } = await describeBytes(large);
    expect([imageType, facts[0]?.value]).toEqual([null, '50000 × 50000 pixels']);
    expect(facts[0]?.note).toContain('Not shown');
    const avif = bytesOf(
      '\0\0\0\x1cftypavif\0\0\0\0\0\0\0\x14ispe\0\0\0\0\0\0\x01\0\0\0\0\x80\0\0\0\x14ispe\0\0\0\0\0\0\0\x40\0\0\0\x40',
    );
    expect(await describeBytes(avif)).toMatchObject({
      imageType: 'image/avif',
      facts: [{ value: '256 × 128 pixels' }],
    });
    const jpeg = hex('ffd8 ffe00004 0000 ffc0 0011 08 0010 0020 03');
    expect((await describeBytes(jpeg)).facts[0]?.value).toBe('32 × 16 pixels');
  });

  test('Java, wasm, SQLite, macOS and Windows by their headers', async () => {
    expect((await describeBytes(hex('cafebabe 0000 0041'))).title).toBe('Java class for Java 21');
    expect((await describeBytes(hex('0061736d 01000000'))).title).toBe('WebAssembly module');
    expect((await describeBytes(hex('cffaedfe 0c000001 00000000 02000000'))).title).toBe('macOS program, Arm64');
    const pe = new Uint8Array(512);
    pe.set(bytesOf('MZ'));
    pe[60] = 64;
    pe.set(hex('50450000 6486 0100 00000000 00000000 00000000 f000 2220 0b02'), 64);
    expect((await describeBytes(pe)).title).toBe('Windows library (DLL), x86-64');
    const sqlite = new Uint8Array(8192);
    sqlite.set(bytesOf('SQLite format 3\0\x10\0\x02\x02'));
    sqlite.set(hex('00000002'), 28);
    sqlite.set(hex('00000001'), 56);
    sqlite.set(hex('002e8a11'), 96);
    const facts = new Map((await describeBytes(sqlite)).facts.map(({ name, value }) => [name, value]));
    expect(facts).toEqual(
      new Map([
        ['Pages', '2 of 4,096 bytes'],
        ['Text', 'UTF-8'],
        ['Written by', 'SQLite 3.50.1'],
        ['Journal', 'write-ahead log'],
        ['Schema changes', '0'],
      ]),
    );
  });
});

test('nothing that a file holds makes it fail, or read more than a few MiB', async () => {
  const starts = [
    '7f454c46020101',
    '7f454c46010201',
    '1f8b081c',
    '504b0304',
    '53514c69746520666f726d6174203300',
    '4d5a',
    'cafebabe',
    'feedface',
    '89504e470d0a1a0a',
    'ffd8ff',
    '52494646000000005745425056503858',
    '3082',
    '2d2d2d2d2d424547494e2043455254494649434154452d2d2d2d2d0a',
    '',
  ];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 700 }), async (start, rest) => {
      const bytes = Buffer.concat([Buffer.from(start, 'hex'), rest]);
      let asked = 0;
      const reader: ContentReader = {
        size: 2 ** 40,
        read: (from, to) => {
          asked += to - from;
          return Promise.resolve(Uint8Array.from(bytes.subarray(from, to)));
        },
      };
      const { title } = await describeContent(reader, 'x', () => rest);
      expect(title).not.toBe('');
      expect(asked).toBeLessThan(8 * 2 ** 20);
    }),
    { seed: 20240607, numRuns: 1500 },
  );
});

test('a large program, as readelf sees it', async () => {
  const blob = await openAsBlob(process.execPath);
  const reader: ContentReader = {
    size: blob.size,
    read: async (start, end) => new Uint8Array(await blob.slice(start, Math.min(end, blob.size)).arrayBuffer()),
  };
  const { kind, facts } = await describeContent(reader, 'node', () => null);
  if (process.platform !== 'linux') return;
  expect(kind).toBe('elf');
  const value = (name: string) => facts.find((fact) => fact.name === name)?.value;
  let seen: string;
  try {
    seen = execFileSync('readelf', ['-dlW', process.execPath], { encoding: 'utf8' });
  } catch {
    expect(value('Machine')).toContain('64-bit'); // no binutils here
    return;
  }
  const needed = [...seen.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name);
  expect(value('Needs')).toBe(needed.join(', '));
  expect(value('Interpreter')).toBe(/program interpreter: (.*)\]/.exec(seen)?.[1]);
});
