import { readFileSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';

export interface MemoryPeak {
  /** Of the renderer that grew most: the one that works. Page and workers live in one process. Bytes over idle. */
  readonly rendererBytes: number;
  /** Of all processes of the browser together, at one moment. Bytes over idle. */
  readonly browserBytes: number;
}

/** What the browser's processes take while the page has nothing to do; empty where there is no `/proc`. */
export type IdleMemory = readonly { readonly id: number; readonly isRenderer: boolean; readonly bytes: number }[];

const SAMPLE_MS = 20;

export async function idleMemory(session: CDPSession): Promise<IdleMemory> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo.flatMap(({ id, type }) => {
    const bytes = anonymousBytes(id);
    return bytes === null ? [] : [{ id, isRenderer: type === 'renderer', bytes }];
  });
}

/**
 * Watches the memory of the browser's processes from now on: anonymous memory (`RssAnon`), which is theirs alone.
 * Pages of files that the system would keep in its cache anyway are not counted. Null where there is no `/proc`.
 */
export function startMemorySampler(idle: IdleMemory): { stop(): MemoryPeak | null } {
  let rendererBytes = 0;
  let browserBytes = 0;
  const sample = (): void => {
    let sum = 0;
    for (const { id, isRenderer, bytes } of idle) {
      const growth = (anonymousBytes(id) ?? bytes) - bytes; // a process that has ended holds nothing
      sum += growth;
      if (isRenderer) rendererBytes = Math.max(rendererBytes, growth);
    }
    browserBytes = Math.max(browserBytes, sum);
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop: () => {
      clearInterval(timer);
      return idle.length === 0 ? null : { rendererBytes, browserBytes };
    },
  };
}

function anonymousBytes(pid: number): number | null {
  try {
    const [, kibibytes] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null; // not Linux, or the process has just ended
  }
}
