/** Each gate is shown files that it must refuse, beside files that it must let through. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantTree, type PlantedTree } from './planted-tree.ts';

/** Every folder of the interface there is, and a file that no such folder may hold. */
const views = readdirSync('src/ui', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['styles', 'testing'].includes(entry.name))
  .map(({ name }) => name);
const asksWorkers = "import { explore } from '../../workers/explorer/explore.ts';\nexport const asked = explore;\n";

const files = {
  // Right: nothing may be said about these.
  'src/core/bytes/one.ts': 'export const one = 1;\n',
  'src/core/tar/two.ts': "import { one } from '../bytes/one.ts';\nexport const two = one + 1;\n",
  'src/storage/npm-idb.ts': "export { deleteDB } from 'idb';\n",
  'src/storage/three.ts': "import { two } from '../core/tar/two.ts';\nexport const three = two + 1;\n",
  'src/ui/Right.svelte': '<script lang="ts">\n  const width = 3;\n</script>\n\n<p style:width="{width}px">right</p>\n',
  // Wrong, each in one way.
  'src/core/bytes/up.ts': "import { three } from '../../storage/three.ts';\nexport const four = three + 1;\n",
  'src/core/bytes/across.ts': "import { two } from '../tar/two.ts';\nexport const three = two + 1;\n",
  'src/core/bytes/page.ts': 'export const title = document.title;\n',
  'src/core/bytes/package.ts': "export { deleteDB } from 'idb';\n",
  'src/core/tar/texts.ts': "import { text } from '../messages.ts';\nexport const words = text;\n",
  'src/core/messages.ts': "export const text = 'words';\n",
  'src/core/bytes/loop-a.ts': "import { b } from './loop-b.ts';\nexport const a = (): number => b();\n",
  'src/core/bytes/loop-b.ts': "import { a } from './loop-a.ts';\nexport const b = (): number => a();\n",
  'src/core/bytes/clock.ts': 'export const at = Date.now() + Math.random();\n',
  'src/core/bytes/sends.ts': "export const gone = fetch('x');\n",
  'src/core/bytes/long.ts': `${Array.from({ length: 251 }, (_, i) => `export const n${i} = ${i};`).join('\n')}\n`,
  'src/storage/sends.ts':
    "export const gone = globalThis.fetch('x');\nexport const socket = new WebSocket('wss://x');\n",
  'src/ui/Html.svelte': '<script lang="ts">\n  let { name }: { name: string } = $props();\n</script>\n\n{@html name}\n',
  'src/ui/Style.svelte': '<script lang="ts">\n  const name = 1;\n</script>\n\n<p style="width: 1px">{name}</p>\n',
  'src/core/rootfs/reads.ts':
    "import { explore } from '../../workers/explorer/explore.ts';\nexport const r = explore;\n",
  'src/workers/explorer/explore.ts': 'export const explore = 1;\n',
  'src/workers/explorer/asks.ts': "import { shown } from '../../state/shown.ts';\nexport const asked = shown;\n",
  'src/kernel/opens.ts': "import { one } from '../core/bytes/one.ts';\nexport const opened = one;\n",
  'src/platform/works.ts': "import { explore } from '../workers/explorer/explore.ts';\nexport const at = explore;\n",
  'src/state/shown.ts': "import { explore } from '../workers/explorer/explore.ts';\nexport const shown = explore;\n",
  'src/state/draws.ts': "import { at } from '../ui/bytes/place.ts';\nexport const drawn = at;\n",
  'src/sw/learns.ts': "import { one } from '../core/bytes/one.ts';\nexport const learned = one;\n",
  'src/ui/bytes/place.ts': 'export const at = 1;\n',
  ...Object.fromEntries(views.map((view) => [`src/ui/${view}/asks.ts`, asksWorkers])),
  'src/ui/Door.svelte': "<script lang=\"ts\">\n  import { deleteDB } from 'idb';\n  void deleteDB('x');\n</script>\n",
};

let tree: PlantedTree;
beforeAll(() => {
  tree = plantTree(files);
});
afterAll(() => tree.remove());

/** The lines of a tool's output that name a planted file, as "path: rest". */
const linesAbout = (output: string, path: string): string =>
  output
    .split('\n')
    .filter((line) => line.includes(path))
    .join('\n');

describe('tsc -b', () => {
  test('refuses an import against the arrows, and the page in the core', { timeout: 120_000 }, async () => {
    const { code, output } = await tree.run('tsc', '-b', 'src/storage', '--pretty', 'false');
    expect(code).not.toBe(0);
    expect(linesAbout(output, 'src/core/bytes/up.ts')).toContain('TS6307');
    expect(linesAbout(output, 'src/core/bytes/page.ts')).toContain('TS2584');
    expect(output).not.toContain('src/core/tar/two.ts(');
    expect(output).not.toContain('src/core/bytes/one.ts(');
  });
});

describe('dependency-cruiser', () => {
  test('refuses every import that is not listed, and lets the listed ones through', { timeout: 120_000 }, async () => {
    const { code, output } = await tree.run('depcruise', 'src');
    expect(code).not.toBe(0);
    const found = [...output.matchAll(/^ *error ([\w-]+): (\S+) →/gm)].map(([, rule, from]) => `${from}: ${rule}`);
    const expected = [
      'src/core/bytes/across.ts: not-in-allowed',
      'src/core/bytes/loop-a.ts: no-circular',
      'src/core/bytes/package.ts: not-in-allowed',
      'src/core/bytes/up.ts: not-in-allowed',
      'src/core/rootfs/reads.ts: not-in-allowed',
      'src/core/tar/texts.ts: not-in-allowed',
      'src/core/tar/texts.ts: texts-have-one-user',
      'src/kernel/opens.ts: not-in-allowed',
      'src/platform/works.ts: not-in-allowed',
      'src/state/draws.ts: not-in-allowed',
      'src/sw/learns.ts: not-in-allowed',
      'src/ui/Door.svelte: not-in-allowed',
      'src/workers/explorer/asks.ts: not-in-allowed',
      ...views.map((view) => `src/ui/${view}/asks.ts: not-in-allowed`),
    ];
    expect([...new Set(found)].sort()).toEqual(expected.sort());
    expect(views).toEqual(expect.arrayContaining(['bytes', 'content', 'history', 'layers', 'search', 'tree']));
  });
});

describe('eslint', () => {
  test('refuses what the layers must not touch, markup from text, and long files', { timeout: 120_000 }, async () => {
    const wrong = ['core/bytes/clock.ts', 'core/bytes/sends.ts', 'core/bytes/long.ts', 'storage/sends.ts'];
    const components = ['Right', 'Html', 'Style', 'Door'].map((name) => `ui/${name}.svelte`);
    const paths = [...wrong, 'core/tar/two.ts', ...components].map((path) => `src/${path}`);
    const { code, stdout } = await tree.run('eslint', '--format', 'json', ...paths);
    expect(code).not.toBe(0);
    const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string | null }[] }[];
    const rulesOf = (path: string): (string | null)[] | undefined =>
      results.find(({ filePath }) => filePath.endsWith(`src/${path}`))?.messages.map(({ ruleId }) => ruleId);
    expect(rulesOf('core/bytes/clock.ts')).toEqual(['no-restricted-properties', 'no-restricted-properties']);
    expect(rulesOf('core/bytes/sends.ts')).toEqual(['no-restricted-globals']);
    expect(rulesOf('core/bytes/long.ts')).toEqual(['max-lines']);
    expect(rulesOf('storage/sends.ts')).toEqual(['no-restricted-properties', 'no-restricted-globals']);
    expect(rulesOf('core/tar/two.ts')).toEqual([]);
    expect(rulesOf('ui/Right.svelte')).toEqual([]);
    expect(rulesOf('ui/Html.svelte')).toEqual(['svelte/no-at-html-tags']);
    expect(rulesOf('ui/Style.svelte')).toEqual(['no-restricted-syntax']);
    expect(rulesOf('ui/Door.svelte')).toEqual(['no-restricted-imports']);
  });
});
