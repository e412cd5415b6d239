import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixturePath } from './fixtures.ts';

const made = join(tmpdir(), `tallyman-corpus-${String(process.getuid?.() ?? 0)}`);

/** A fixture as a folder: itself, or its archive unpacked with links turned into copies, as a copy tool would leave them. */
export function asFolder(name: string): string {
  const path = fixturePath(name);
  if (statSync(path).isDirectory()) return path;
  return once(join(made, 'folders', name.replace(/\.tar$/, '')), (target) => {
    const raw = `${target}.raw`;
    mkdirSync(raw, { recursive: true });
    execFileSync('tar', ['-xf', path, '-C', raw]);
    cpSync(raw, target, { recursive: true, dereference: true });
    execFileSync('chmod', ['-R', 'u+rwX', raw]);
    rmSync(raw, { recursive: true });
  });
}

/** A fixture as an archive: itself, or its folder packed by the system's tar, names in order and with a leading `./`. */
export function asArchive(name: string): string {
  const path = fixturePath(name);
  if (statSync(path).isFile()) return path;
  return once(join(made, 'archives', `${name}.tar`), (target) => {
    mkdirSync(join(target, '..'), { recursive: true });
    execFileSync('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '-cf', target, '-C', path, '.']);
  });
}

/** The archive packed once more. */
export function packed(name: string, tool: 'gzip' | 'zstd'): string {
  const archive = asArchive(name);
  const ending = tool === 'gzip' ? 'gz' : 'zst';
  return once(join(made, 'packed', `${name.replace(/\.tar$/, '')}.tar.${ending}`), (target) => {
    mkdirSync(join(target, '..'), { recursive: true });
    execFileSync('sh', ['-c', `${tool} -c "$1" > "$2"`, 'sh', archive, target]);
  });
}

/** Makes something under a temporary name first, so that two test workers never see half of it. */
function once(target: string, make: (path: string) => void): string {
  if (existsSync(target)) return target;
  mkdirSync(join(target, '..'), { recursive: true });
  const building = `${target}.${String(process.pid)}`;
  rmSync(building, { recursive: true, force: true });
  make(building);
  try {
    renameSync(building, target);
  } catch {
    rmSync(building, { recursive: true, force: true }); // another worker was first
  }
  return target;
}
