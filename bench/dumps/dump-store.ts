import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { MadeDump } from './write-layout.ts';

/** Room that is left free on the disk whatever is made. */
const SPARE_BYTES = 2e9;

/**
 * Where dumps lie while they are measured. Without a folder of one's own they lie in a temporary one and go after use;
 * with one they stay, and the next run takes them as they are.
 */
export class DumpStore {
  readonly #root: string;
  readonly #keeps: boolean;

  constructor(folder: string | null) {
    this.#keeps = folder !== null;
    this.#root = folder === null ? mkdtempSync(join(tmpdir(), 'tallyman-bench-')) : resolve(folder);
    mkdirSync(this.#root, { recursive: true });
  }

  /** For what peers write. */
  get scratch(): string {
    return join(this.#root, 'scratch');
  }

  hasRoomFor(bytes: number): boolean {
    const { bavail, bsize } = statfsSync(this.#root);
    return bavail * bsize > bytes + SPARE_BYTES;
  }

  /** Makes a dump in a folder, or takes the one of this name that an earlier run made whole. */
  async dump(name: string, make: (folder: string) => Promise<MadeDump> | MadeDump): Promise<MadeDump> {
    const folder = join(this.#root, name);
    const facts = `${folder}.json`;
    if (existsSync(facts)) return { ...(JSON.parse(readFileSync(facts, 'utf8')) as MadeDump), folder };
    const draft = `${folder}.draft`;
    rmSync(draft, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
    const made = await make(draft);
    renameSync(draft, folder);
    writeFileSync(facts, JSON.stringify({ ...made, folder: name }));
    return { ...made, folder };
  }

  /** Done with this dump: it goes, unless dumps are kept. */
  release(dump: MadeDump): void {
    if (this.#keeps) return;
    rmSync(dump.folder, { recursive: true, force: true });
    rmSync(`${dump.folder}.json`, { force: true });
  }

  close(): void {
    rmSync(this.scratch, { recursive: true, force: true });
    if (!this.#keeps) rmSync(this.#root, { recursive: true, force: true });
  }
}
