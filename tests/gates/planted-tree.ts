import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';

export interface ToolAnswer {
  code: number;
  /** All that the tool printed; `stdout` is the same without warnings and other asides. */
  output: string;
  stdout: string;
}

export interface PlantedTree {
  /** Runs a tool of this project in the tree; a failing exit code is an answer, not an error. */
  run(tool: string, ...args: string[]): Promise<ToolAnswer>;
  remove(): void;
}

/**
 * A copy of the gates' settings beside the project, with these files in it instead of the real ones: what the gates
 * say about them is what they would say about the same files in `src`, and nobody's work is touched.
 */
export function plantTree(files: Readonly<Record<string, string>>): PlantedTree {
  mkdirSync('.gates', { recursive: true });
  const root = mkdtempSync('.gates/tree-');
  const copy = (path: string): void => cpSync(path, join(root, path), { recursive: true });
  for (const path of ['eslint.config.js', 'svelte.config.js', '.dependency-cruiser.js', 'tsconfig.base.json'])
    copy(path);
  // A package is recognised by its path, so those that planted files import have to lie in the tree.
  for (const path of ['idb', 'svelte/package.json', 'svelte/src']) copy(`node_modules/${path}`);
  copy('src/tsconfig.json');
  copy('src/build-environment.d.ts');
  for (const { name } of readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    if (name !== 'ui') copy(`src/${name}/tsconfig.json`);
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    run: (tool, ...args) => runTool(root, tool, args),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function runTool(cwd: string, tool: string, args: readonly string[]): Promise<ToolAnswer> {
  return new Promise((done) => {
    const child = spawn(resolve('node_modules/.bin', tool), args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      stdout += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('close', (code) => done({ code: code ?? 1, output, stdout }));
  });
}
