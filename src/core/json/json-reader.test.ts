import { expect, test } from 'vitest';
import type { JsonNode } from './json-node.ts';
import { parseJson } from './parse-json.ts';

const parse = (text: string) => parseJson('x', new TextEncoder().encode(text));

test.each([1, 2, 15, 16, 17, 18, 40])(
  'a key that comes again is found among %i others, once however often',
  (count) => {
    const keys = Array.from({ length: count }, (_, i) => `key ${i}`);
    const last = keys.at(-1) ?? '';
    const members = [...keys, 'key 0', last, last, 'another'].map((key) => `${JSON.stringify(key)}: 1`);
    const { duplicateKeys, root } = parse(`{"in": {${members.join()}}}`);
    expect(duplicateKeys).toEqual([...new Set(['key 0', last])].map((key) => ({ pointer: '/in', key })));
    const [inner] = root?.kind === 'object' ? root.members : [];
    expect(inner?.value.kind === 'object' && inner.value.members.length).toBe(count + 4);
  },
);

test('the same document parsed twice gives the same nodes and positions, whatever was parsed in between', () => {
  const text = '{"mediaType": "application/x", "größe": [1.5, -2e3, true, null, "\\u0041\\n"], "a": {"b": {}}}';
  const first = parse(text).root;
  for (let i = 0; i < 2_000; i += 1) parse(`{"other ${i}": "text ${i}"}`);
  expect(parse(text).root).toEqual(first);
  expect(textsOf(first)).toEqual(['mediaType', 'application/x', 'größe', 'A\n', 'a', 'b']);
});

function textsOf(node: JsonNode | null): string[] {
  if (node?.kind === 'string') return [node.value];
  if (node?.kind === 'array') return node.items.flatMap(textsOf);
  return node?.kind === 'object' ? node.members.flatMap(({ key, value }) => [key.value, ...textsOf(value)]) : [];
}
