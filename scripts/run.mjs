// Runs a TypeScript script of this folder: `node scripts/run.mjs start`. Node 20 does not run TypeScript itself.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const [name, ...rest] = process.argv.slice(2);
const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
process.argv = [process.argv[0], file, ...rest];
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  await runnerImport(file, { configFile: false, logLevel: 'error' });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
