import { formatSize, plural } from '../../core/messages/format-size.ts';
import type { BuildStory, StepEffect, StoryLayer } from '../../state/history-view.svelte.ts';

/** What a step did to the files: `1,876 paths added, 41 changed, 3 deleted`. Words for nothing, too. */
export function effectWords({ counts, bytes, hiddenBytes }: StepEffect): string {
  const changed = counts.changed;
  const again = counts.metadata + counts.copy;
  const deleted = counts.deleted + counts.opaque;
  const parts = [
    ...(counts.added > 0 ? [`${plural(counts.added, 'path')} added`] : []),
    ...(changed > 0 ? [`${plural(changed, 'path')} changed`] : []),
    ...(again > 0 ? [`${plural(again, 'path')} stored once more with the same content`] : []),
    ...(deleted > 0 ? [plural(deleted, 'deletion')] : []),
    ...(bytes > 0 ? [formatSize(bytes)] : []),
  ];
  const hidden = hiddenBytes > 0 ? ` ${formatSize(hiddenBytes)} of layers below are hidden, not given back.` : '';
  return parts.length === 0 ? 'no path changed.' : `${parts.join(', ')}.${hidden}`;
}

/** Why nothing is known of what a layer holds; null when it was read. */
export function gapWords({ state }: StoryLayer, isCounting: boolean): string | null {
  switch (state) {
    case 'read':
      return null;
    case 'unread':
      return isCounting ? 'it is still being read.' : 'it was not read.';
    case 'absent':
      return 'it is not in this dump.';
    case 'encrypted':
      return 'it is encrypted, so what is in it cannot be told.';
    case 'not-unpacked':
      return 'it is packed with bzip2 or xz, which Tallyman does not unpack.';
    case 'no-tar':
      return 'it is no tar, so what is in it cannot be told.';
  }
}

/** `8 files, 3 deletions`; of a layer that was not read, that its size is another one than that of its files: see `barBytes`. */
export function countWords({
  contentBytes,
  storedBytes,
  files,
  deletions,
}: Pick<StoryLayer, 'contentBytes' | 'storedBytes' | 'files' | 'deletions'>): string | null {
  if (contentBytes === null) return storedBytes === null ? null : 'as stored';
  const parts = [
    ...(files > 0 ? [plural(files, 'file')] : []),
    ...(deletions > 0 ? [plural(deletions, 'deletion')] : []),
  ];
  return parts.length === 0 ? 'no files' : parts.join(', ');
}

/** Bytes for the bar of a layer: of its files; as stored where it was not read; null when nothing is known. */
export const barBytes = ({ contentBytes, storedBytes }: StoryLayer): number | null => contentBytes ?? storedBytes;

/** `19 steps, 10 made a layer`. */
export function storyWords({ steps, layers, left }: BuildStory): string {
  const made = steps.filter(({ layer }) => layer !== null).length;
  const rest = layers.length > made && steps.length > 0 ? `, ${plural(layers.length, 'layer')} in all` : '';
  return `${plural(steps.length + left, 'step')}, ${made} made a layer${rest}`;
}
