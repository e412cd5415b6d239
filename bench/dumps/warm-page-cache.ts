import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK_BYTES = 2 ** 22;

/**
 * Reads all files of a folder once, so that whoever comes first finds them where the others will: in the system's cache. What
 * was just written goes to the disk before that, and not while somebody is measured.
 */
export function warmPageCache(folder: string): void {
  spawnSync('sync');
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = openSync(join(entry.parentPath, entry.name), 'r');
    try {
      while (readSync(file, buffer) > 0);
    } finally {
      closeSync(file);
    }
  }
}
