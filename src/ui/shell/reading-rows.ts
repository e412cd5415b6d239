import { formatSize } from '../../core/messages/format-size.ts';
import type { App } from '../../state/app.svelte.ts';
import { formatDuration } from '../format/format-time.ts';

/** One line of the diagnostics, with what it means. */
export interface ReadingRow {
  readonly name: string;
  readonly value: string;
  readonly note: string | null;
}

/** What decided how the open dump was read, and what came of it. */
export function readingRows({ dump, features }: App): ReadingRow[] {
  const { reading, report } = dump;
  const rows: ReadingRow[] = [
    {
      name: 'Hashing',
      value: features.simd ? 'Our own WebAssembly, and the platform for whole buffers' : 'Libraries',
      note: features.simd
        ? 'Whatever it finds wrong is read again with independent libraries before it is said.'
        : 'This browser has no vector instructions for WebAssembly: the same answers, slower.',
    },
    {
      name: 'Workers',
      value: `${String(reading?.workers ?? features.cores)} of ${String(features.cores)} cores`,
      note: 'Threads that read and hash, four at most; each split file has one more.',
    },
    {
      name: 'Memory of the device',
      value: features.memoryGiB === null ? 'not told by this browser' : `${String(features.memoryGiB)} GiB or more`,
      note: 'As the browser tells it, rounded.',
    },
  ];
  if (reading?.speeds) {
    const { platform, ours } = reading.speeds;
    rows.push({
      name: 'Speed of hashing',
      value: `${formatSize(platform)}/s by the platform, ${formatSize(ours)}/s by our own code`,
      note: 'Measured in a moment on one thread while the others start: what counts is which is faster. The platform takes whole files only, and copies them first.',
    });
  }
  if (reading) {
    const isOff = reading.bufferBytes === 0;
    rows.push({
      name: 'Kept in memory',
      value: isOff ? 'nothing' : `up to ${formatSize(reading.bufferBytes)} of files at a time`,
      note: isOff
        ? 'Little memory, or nothing gained by it, or the page was in the background: everything is read as a stream.'
        : 'A file that fits is hashed in one go, which is fastest. Larger ones are read as a stream, a little at a time.',
    });
  }
  if (report && report.took.wallMs > 0) {
    const { wallMs, bytesRead } = report.took;
    const rate = bytesRead > 1_000_000 ? `, ${formatSize(Math.round((bytesRead / wallMs) * 1_000))}/s` : '';
    rows.push({
      name: 'Took',
      value: bytesRead > 0 ? `${formatDuration(wallMs)} for ${formatSize(bytesRead)}${rate}` : formatDuration(wallMs),
      note: 'From the moment the dump was picked. What was unchanged since the last visit is not read again.',
    });
  }
  return rows;
}
