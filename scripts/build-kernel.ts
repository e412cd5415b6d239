/** Builds the WebAssembly kernel with AssemblyScript when its sources are newer than what was built last. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newestChange } from './newest-change.ts';

const folder = 'src/kernel';
interface AssemblyScriptConfig {
  targets: { release: { outFile: string } };
}

/** Throws with the compiler's output when the kernel does not compile. */
export function buildKernel(): void {
  const configFile = join(folder, 'asconfig.json');
  if (!existsSync(configFile)) return;
  const config = JSON.parse(readFileSync(configFile, 'utf8')) as AssemblyScriptConfig;
  const module = join(folder, config.targets.release.outFile);
  const text = module.replace(/\.wasm$/, '.base64');
  const built = existsSync(text) ? newestChange([module, text]) : 0;
  if (built > newestChange([join(folder, 'assembly'), configFile])) return;
  console.log('Building the kernel');
  const compiler = resolve('node_modules/assemblyscript/bin/asc.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, '--config', 'asconfig.json', '--target', 'release'],
    { cwd: folder, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`The kernel does not compile:\n${stdout}${stderr}`);
  // Workers carry the module in their own file, as text: nothing has to be fetched.
  writeFileSync(text, readFileSync(module, 'base64'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildKernel();
