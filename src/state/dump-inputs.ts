import { loadSample } from '../platform/load-sample.ts';
import { type PickedInput, inputOfHandle } from '../platform/picked-input.ts';
import { requestRead } from '../platform/request-read.ts';
import type { KeptDump } from '../storage/kept-dump.ts';

/** Something to open: where it comes from may take time, and may be asked again. */
export interface Opening {
  /** Shown until the dump itself says better. */
  readonly name: string;
  readonly sample?: boolean;
  readonly root?: string;
  /** Null when there is nothing to open after all. */
  readonly obtain: (signal: AbortSignal) => Promise<PickedInput | null>;
}

export const openingOf = (name: string, input: PickedInput): Opening => ({
  name,
  obtain: () => Promise.resolve(input),
});

export const sampleOpening: Opening = {
  name: 'hello.tar',
  sample: true,
  obtain: async (signal) => ({ kind: 'archive-file', file: await loadSample(signal) }),
};

/** How a kept dump is opened again; null when it has to be picked again. The browser may ask first, so call it from a click. */
export async function openingOfKept({ name, root, handle }: KeptDump): Promise<Opening | null> {
  if (handle === 'sample') return sampleOpening;
  if (handle === null || !(await requestRead(handle))) return null;
  return { ...openingOf(name, inputOfHandle(handle)), root };
}
