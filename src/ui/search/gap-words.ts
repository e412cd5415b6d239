import type { SearchResult } from '../../state/content-search.svelte.ts';

type Gap = SearchResult['notSearched'][number];

const words: Readonly<Record<Gap['state'], readonly [one: string, many: string]>> = {
  read: ['was read', 'were read'],
  unread: ['has not been read yet', 'have not been read yet'],
  absent: ['is not in this dump', 'are not in this dump'],
  encrypted: ['is encrypted', 'are encrypted'],
  'not-unpacked': [
    'is packed with bzip2 or xz, which Tallyman does not unpack',
    'are packed with bzip2 or xz, which Tallyman does not unpack',
  ],
  'no-tar': ['holds no file tree', 'hold no file tree'],
  damaged: [
    'is damaged: only what comes before the fault counts',
    'are damaged: only what comes before the faults counts',
  ],
};

/** Which layers a search or a saved tree could not take in, a sentence for each reason. */
export function gapSentences(gaps: readonly Gap[]): string[] {
  const states = [...new Set(gaps.map(({ state }) => state))];
  return states.map((state) => {
    const numbers = gaps.filter((gap) => gap.state === state).map(({ layer }) => layer + 1);
    const [one, many] = words[state];
    return numbers.length === 1
      ? `Layer ${numbers[0] ?? ''} ${one}.`
      : `Layers ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1) ?? ''} ${many}.`;
  });
}
