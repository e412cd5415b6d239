import { spawnSync } from 'node:child_process';
import { arch, availableParallelism, cpus, totalmem, type } from 'node:os';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly system: string;
  readonly browser: string;
  /** Program to the first line of its version; programs that are not installed are left out. */
  readonly tools: Readonly<Record<string, string>>;
}

const VERSION_OF: Readonly<Record<string, readonly string[]>> = {
  sha256sum: ['--version'],
  openssl: ['version'],
  gzip: ['--version'],
  pigz: ['--version'],
  zstd: ['--version'],
  tar: ['--version'],
  skopeo: ['--version'],
  umoci: ['--version'],
};

export function describeMachine(browser: string): Machine {
  const tools: Record<string, string> = {};
  for (const [program, args] of Object.entries(VERSION_OF)) {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
    // An old pigz writes its version to the other stream.
    if (status === 0)
      tools[program] = ((stdout || stderr).split('\n')[0] ?? '').replace(/\*|\(Library.*\)/g, '').trim();
  }
  return {
    cpu: cpus()[0]?.model.trim() ?? '',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    system: `${type()} ${arch()}`,
    browser,
    tools,
  };
}
