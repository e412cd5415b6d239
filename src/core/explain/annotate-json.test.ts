import { createHash } from 'node:crypto';
import { openAsBlob, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { DumpModel, FileRole } from '../dump/dump-model.ts';
import { openDump } from '../dump/open-dump.ts';
import type { OpenedDump } from '../dump/open-dump.ts';
import { nodeAt } from '../json/json-pointer.ts';
import { parseJson } from '../json/parse-json.ts';
import type { FileCheck } from '../layer/file-check.ts';
import type { AnnotatedLine } from './annotated-line.ts';
import { annotateJson, LINES_AT_ONCE } from './annotate-json.ts';
import { jsonLineCount } from './json-lines.ts';

const root = fileURLToPath(new URL('../../../tests/fixtures/docker25-hello-world/', import.meta.url));
const MANIFEST = 'blobs/sha256/8876a860b8c40b280440ed7678ba677f5a3cb972fddde4198a9a5e159184732f';
const CONFIG = 'blobs/sha256/d2c94e258dcb3c5ac2798d32e1249e42ef01cba4841c2234249495f87264ac5a';
const LEGACY = 'blobs/sha256/b02b598d5d3b77e7c53873d60cb439e05fa547335b5d1a26b66bf0684657d3a8';
const LAYER = 'blobs/sha256/ac28800ec8bb38d5c35b49d45a6ac4777544941199075dff8c4eb63e093aa81e';
const FILES = ['index.json', 'manifest.json', 'repositories', 'oci-layout', MANIFEST, CONFIG, LEGACY];
const ROLES: readonly FileRole[] = ['index', 'docker-manifest', 'repositories', 'oci-layout', 'image-manifest', 'image-config', 'legacy-v1-config']; // prettier-ignore

/** The real dump, of which the layer is absent; `layer` stands in for it. */
function openHello(layer: Blob | null): Promise<OpenedDump> {
  const files = FILES.map((path) => ({ path, open: () => openAsBlob(root + path) }));
  if (layer) files.push({ path: LAYER, open: () => Promise.resolve(layer) });
  return openFiles(files);
}
function openFiles(files: readonly { path: string; open: () => Promise<Blob> }[]): Promise<OpenedDump> {
  const createHasher = () => {
    const hash = createHash('sha256');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), digestHex: () => hash.digest('hex') };
  };
  const unused = () => {
    throw new Error('nothing is packed here');
  };
  return openDump(
    { kind: 'folder', name: 'hello', files, folders: [] },
    { createHasher, createInflater: unused, createScratch: unused },
  );
}
const absent = await openHello(null);
const whole = await openHello(new Blob([new Uint8Array(14848)]));

function checks(): Map<string, FileCheck> {
  const check = (path: string): FileCheck => {
    const bytes = readFileSync(root + path);
    return {
      path,
      size: bytes.length,
      digests: { sha256: createHash('sha256').update(bytes).digest('hex') },
      layer: null,
      error: null,
    };
  };
  return new Map(FILES.map((path) => [path, check(path)]));
}

const digestOf = (path: string): string => path.replace('blobs/sha256/', 'sha256:');
function lineAt(lines: readonly AnnotatedLine[], pointer: string): AnnotatedLine {
  const line = lines.find((one) => one.pointer === pointer);
  if (!line) throw new Error(`no line for ${pointer}`);
  return line;
}
function annotate(path: string, { model, documents }: OpenedDump = absent, known = checks()): AnnotatedLine[] {
  const document = documents.get(path);
  const role = model.files.find((file) => file.path === path)?.role;
  return document && role ? annotateJson(document, { role, model, checks: known }) : [];
}
const documentAt = (path: string) => parseJson(path, readFileSync(root + path));
const own = (source: string, role: FileRole, model: DumpModel = absent.model): AnnotatedLine[] =>
  annotateJson(parseJson('x', new TextEncoder().encode(source)), { role, model, checks: new Map() });

test('a field in another letter case has its note and its arrow, as whoever reads it takes it for the known one', async () => {
  const upper = readFileSync(`${root}manifest.json`, 'utf8')
    .replace('"Config"', '"CONFIG"')
    .replace('"Layers"', '"layers"');
  const files = FILES.map((path) => ({
    path,
    open: () => (path === 'manifest.json' ? Promise.resolve(new Blob([upper])) : openAsBlob(root + path)),
  }));
  const lines = annotate('manifest.json', await openFiles(files));
  const known = annotate('manifest.json');
  for (const [here, there] of [
    ['/0/CONFIG', '/0/Config'],
    ['/0/layers/0', '/0/Layers/0'],
  ] as const) {
    const [line, same] = [lineAt(lines, here), lineAt(known, there)];
    expect(line.note).toBe(same.note);
    expect(line.tokens.at(-1)).toEqual(same.tokens.at(-1));
  }
  expect(lineAt(lines, '/0/CONFIG').tokens.find(({ kind }) => kind === 'string')?.link).toEqual({ path: CONFIG });
});

describe('the real manifest', () => {
  const lines = annotate(MANIFEST);
  test('is laid out one member a line, and reads as the same JSON', () => {
    const text = lines
      .map(({ indent, tokens }) => '  '.repeat(indent) + tokens.map((token) => token.text).join(''))
      .join('\n');
    expect(text).toBe(JSON.stringify(JSON.parse(readFileSync(root + MANIFEST, 'utf8')), null, 2));
    expect(lines.map(({ number }) => number)).toEqual(lines.map((_, i) => i + 1));
  });
  test('says what digests name, and that they were counted again', () => {
    const { note, tokens } = lineAt(lines, '/config/digest');
    expect(note).toBe(
      'SHA-256 of the image config, and its file name. Docker’s classic store shows it as the image ID. Counted again: equal.',
    );
    expect(tokens.find(({ kind }) => kind === 'string')?.link).toEqual({ path: CONFIG });
    expect(lineAt(lines, '/config/size').note).toBe('Bytes of that file. On disk: 581. Equal.');
  });
  test('says what is not here', () => {
    expect(lineAt(lines, '/layers/0/digest').note).toBe('SHA-256 of the layer it names. It is not in this dump.');
    expect(lineAt(lines, '/layers/0/digest').tokens.every(({ link }) => link === undefined)).toBe(true);
    expect(lineAt(lines, '/layers/0/size').note).toContain('not in this dump');
  });
  test('compares sizes and digests, in both directions', () => {
    const wrong = new Map([
      ...checks(),
      [CONFIG, { path: CONFIG, size: 581, digests: { sha256: '00'.repeat(32) }, layer: null, error: null }],
    ]);
    expect(lineAt(annotate(MANIFEST, whole, wrong), '/config/digest').note).toContain(
      'the bytes give 000000000000… instead.',
    );
    expect(lineAt(annotate(MANIFEST, whole, new Map()), '/config/digest').note).toContain('Not counted yet.');
    const short = own(
      `{"layers":[{"digest":"${digestOf(LAYER)}","size":14000},{"digest":"${digestOf(LAYER)}","size":15000}]}`,
      'image-manifest',
      whole.model,
    );
    expect(lineAt(short, '/layers/0/size').note).toBe('Bytes of that file. On disk: 14,848, 848 bytes too many.');
    expect(lineAt(short, '/layers/1/size').note).toBe('Bytes of that file. On disk: 14,848, 152 bytes too few.');
  });
});

test.each([MANIFEST, CONFIG, LEGACY, 'index.json', 'manifest.json', 'repositories', 'oci-layout'])(
  'every key of %s has a note',
  (path) => {
    const bare = annotate(path).filter(({ tokens, note }) => tokens[0]?.kind === 'key' && note === null);
    expect(bare.map(({ pointer }) => pointer)).toEqual([]);
  },
);

test('dates, variables, steps and layers are put in words', () => {
  const lines = annotate(CONFIG);
  expect(lineAt(lines, '/created').note).toBe('2 May 2023, 16:49:27 UTC.');
  expect(lineAt(lines, '/config/Env/0').note).toContain('Folders in which programs are looked for');
  expect(lineAt(lines, '/history/0').note).toBe('Step 1: made layer 1.');
  expect(lineAt(lines, '/history/1').note).toBe('Step 2: changed settings only, made no layer.');
  expect(lineAt(lines, '/rootfs/diff_ids/0').note).toBe(
    'Layer 1, the base: SHA-256 of its tar after unpacking. It is not in this dump.',
  );
  expect(lineAt(annotate(LEGACY), '/id').note).toContain('Computed again from this file');
});

describe('malformed and mistyped digests', () => {
  const digest = digestOf(CONFIG);
  const config = (value: string) =>
    lineAt(own(JSON.stringify({ config: { digest: value } }), 'image-manifest'), '/config/digest');
  test('63 digits: the gap is marked and the nearest blob offered', () => {
    const { warning, tokens } = config(digest.slice(0, 30) + digest.slice(31));
    expect(warning).toEqual({
      text: 'This is no digest: it has 63 digits instead of 64. Perhaps the one below was meant.',
      token: 3,
      marks: [31],
      suggestion: digest,
      suggestionMarks: [30],
    });
    expect(tokens[3]?.text[31]).toBe(digest[31]);
  });
  test('capitals', () =>
    expect(config(digest.toUpperCase().replace('SHA', 'sha')).warning).toMatchObject({ suggestion: digest }));
  test('bare hex', () => expect(config(digest.slice(7)).warning?.text).toContain('sha256: is missing'));
  test('a blank', () => expect(config(`${digest} `).warning?.marks).toEqual([digest.length + 1]));
  test('one wrong digit in a well-formed digest that names nothing', () => {
    expect(config(digest.replace('4e25', '4e35')).warning).toMatchObject({
      marks: [14],
      suggestion: digest,
      text: 'No file has this digest, but one differs from it in 1 place. Perhaps that was meant.',
    });
  });
  test('nothing like a digest: only marked', () =>
    expect(config('latest').warning).toEqual({
      text: 'This is no digest: it has no colon between algorithm and digits.',
      token: 3,
      marks: [1],
    }));
  test('a digest of something elsewhere is no warning', () =>
    expect(config(`sha256:${'12'.repeat(32)}`).warning).toBeUndefined());
  test('keys of LayerSources', () => {
    const lines = own(JSON.stringify([{ LayerSources: { [digest.slice(0, -1)]: {} } }]), 'docker-manifest');
    expect(lineAt(lines, `/0/LayerSources/${digest.slice(0, -1)}`).warning).toMatchObject({
      token: 0,
      suggestion: digest,
    });
  });
});

describe('large and hostile documents', () => {
  const many = `{"a":[${Array.from({ length: 60_000 }, (_, i) => `{"k":${i}}`).join(',')}],"__proto__":"x"}`;
  const large = parseJson('x', new TextEncoder().encode(many));
  const context = { role: 'unreferenced' as const, model: absent.model, checks: new Map() };
  test('any page is the same as in the whole', () => {
    expect(jsonLineCount(large.root)).toBe(60_000 * 3 + 5);
    const page = annotateJson(large, context, { first: 149_999, count: 3 });
    expect(page.map(({ pointer, number }) => [pointer, number])).toEqual([
      ['/a/49999', 150_000],
      ['/a/49999/k', 150_001],
      ['/a/49999', 150_002],
    ]);
    expect(
      annotateJson(large, context, { first: jsonLineCount(large.root) - 2, count: 10 }).map(({ tokens }) =>
        tokens.map(({ text }) => text).join(''),
      ),
    ).toEqual(['"__proto__": "x"', '}']);
    expect(annotateJson(large, context)).toHaveLength(LINES_AT_ONCE);
  });
  test('pages put together are the whole, for any page size', () => {
    const config = documentAt(CONFIG);
    const all = annotateJson(config, context);
    for (const count of [1, 2, 7]) {
      const pages = Array.from({ length: Math.ceil(all.length / count) }, (_, i) =>
        annotateJson(config, context, { first: i * count, count }),
      );
      expect(pages.flat()).toEqual(all);
    }
  });
  test('a text of many megabytes is cut, and said to be', () => {
    const [, line] = own(`{"x":"${'y'.repeat(3_000_000)}"}`, 'foreign');
    expect(line?.tokens[3]?.text.length).toBeLessThan(20_000);
    expect(line?.note).toContain('3,000,002 bytes');
  });
  test('a key of megabytes is not repeated in every line below it', () => {
    const lines = own(`{"${'k'.repeat(2_000_000)}":[1,2,{"a":3}]}`, 'foreign');
    expect(Math.max(...lines.map(({ pointer }) => pointer.length))).toBeLessThan(2_000);
  });
  test('wrong types and deep nesting never throw', () => {
    for (const role of ROLES) {
      for (const source of [
        '7',
        '[]',
        '{}',
        '{"config":[1],"layers":{"a":{}},"manifests":7,"rootfs":null,"history":{"0":1},"created":5}',
        `${'['.repeat(500)}${']'.repeat(500)}`,
      ]) {
        expect(own(source, role).length).toBe(jsonLineCount(parseJson('x', new TextEncoder().encode(source)).root));
      }
    }
    expect(own('{', 'index')).toEqual([]);
  });
});

test('lines know their bytes', () => {
  const source = documentAt(MANIFEST);
  for (const { pointer, start, end, tokens } of annotate(MANIFEST)) {
    const node = nodeAt(source.root, pointer);
    expect(node).toBeDefined();
    expect(end).toBe(node?.end);
    if (tokens[0]?.kind === 'key') expect(String.fromCharCode(source.bytes[start] as number)).toBe('"');
  }
});
