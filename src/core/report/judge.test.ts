import { describe, expect, test } from 'vitest';
import type { Finding } from '../check/finding.ts';
import { checkDump } from '../check/check-dump.ts';
import type { CheckInput } from '../check/checked-dump.ts';
import { verdictScopeText } from '../messages.ts';
import { parseJson } from '../json/parse-json.ts';
import { checkInput, foldersOf } from '../testing/check-input.ts';
import { blobName, hybridOf, layoutOf, sha256, tarOf, type Files } from '../testing/image-parts.ts';
import { memoryFolder } from '../testing/open-input.ts';
import { judge, type JudgeInput } from './judge.ts';
import { lineOfPointer } from './line-of-pointer.ts';
import { verdictScope } from './verdict-scope.ts';

const open = (files: Files): Promise<CheckInput> => checkInput(memoryFolder(files, foldersOf(Object.keys(files))));
const whole: JudgeInput['checked'] = { blobs: [1, 1], diffIds: [1, 1], references: 1 };
const finding = (severity: Finding['severity'], code: Finding['code'] = 'stray-file', path = 'x') => ({
  severity,
  code,
  path,
});

describe('the worst that holds is the verdict', async () => {
  const { model } = await open(layoutOf());
  const verdict = (findings: JudgeInput['findings'], more: Partial<JudgeInput> = {}) =>
    judge({ model, findings, checked: whole, phase: 'complete', ...more });

  test('sound', () => expect(verdict([finding('note')])).toBe('sound'));
  test('incomplete: stopped, not all counted, encrypted', () => {
    expect(verdict([], { phase: 'stopped' })).toBe('incomplete');
    expect(verdict([], { checked: { ...whole, blobs: [0, 1] } })).toBe('incomplete');
    expect(verdict([], { checked: { ...whole, diffIds: [0, 1] } })).toBe('incomplete');
    expect(verdict([finding('note', 'layer-encrypted')])).toBe('incomplete');
    expect(verdict([finding('note', 'layer-not-unpacked')])).toBe('incomplete');
    expect(verdict([finding('note', 'file-not-checked')])).toBe('incomplete');
  });
  test('warnings count before incomplete', () =>
    expect(verdict([finding('warning')], { phase: 'stopped' })).toBe('warnings'));
  test('broken counts before warnings', () => expect(verdict([finding('warning'), finding('error')])).toBe('broken'));
  test('unreadable: no image, or no entry point that can be read', () => {
    expect(verdict([finding('error', 'nothing-recognised')])).toBe('unreadable');
    expect(verdict([finding('error', 'archive-compressed')])).toBe('unreadable');
    expect(verdict([finding('note', 'archive-compressed')])).toBe('sound');
    expect(verdict([finding('error', 'json-invalid', 'index.json')])).toBe('unreadable');
    expect(verdict([finding('error', 'json-invalid', 'blobs/sha256/x')])).toBe('broken');
  });
  test('another entry point that can be read makes it broken only', async () => {
    const hybrid = await open(hybridOf());
    const findings = [finding('error', 'json-invalid', 'index.json')];
    expect(judge({ model: hybrid.model, findings, checked: whole, phase: 'complete' })).toBe('broken');
  });
});

describe('for whom a broken dump is broken', () => {
  const scopeOf = async (files: Files) => {
    const input = await open(files);
    return verdictScope(input.model, checkDump(input));
  };
  const layer = blobName(sha256(tarOf({ name: 'hello', content: 'hello' })));

  test('nothing to say without an error', async () => expect(await scopeOf(hybridOf())).toBe(null));
  test('index.json alone', async () => {
    const scope = await scopeOf({ ...hybridOf(), 'index.json': '{' });
    expect(scope).toEqual({ kind: 'oci' });
    expect(scope && verdictScopeText(scope)).toMatch(/^Broken for containerd.*fine for docker load/);
  });
  test('manifest.json alone', async () =>
    expect(await scopeOf({ ...hybridOf(), 'manifest.json': '[]' })).toEqual({ kind: 'docker' }));
  test('repositories alone', async () =>
    expect(await scopeOf({ ...hybridOf(), repositories: '{' })).toEqual({ kind: 'repositories' }));
  test('a layer both lead to', async () =>
    expect(await scopeOf({ ...hybridOf(), [layer]: 'x' })).toEqual({ kind: 'everyone' }));
  test('a layout has one kind of readers only', async () =>
    expect(await scopeOf({ ...layoutOf(), [layer]: 'x' })).toEqual({ kind: 'everyone' }));
});

describe('lineOfPointer', () => {
  const document = parseJson('x', new TextEncoder().encode('{\n  "a": [1,\n    {"b/c": 2}]\n}'));
  test('the value itself', () => expect(lineOfPointer(document, '/a/1/b~1c')).toEqual({ line: 3, column: 13 }));
  test('around what is missing', () => expect(lineOfPointer(document, '/a/7/x')).toEqual({ line: 2, column: 8 }));
  test('the whole', () => expect(lineOfPointer(document, '')).toEqual({ line: 1, column: 1 }));
  test('no JSON', () => expect(lineOfPointer(parseJson('x', new Uint8Array([1])), '/a')).toBe(null));
});
