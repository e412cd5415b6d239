import type { ConfigFact, ConfigGroup } from '../config-page.ts';

type Rest = Partial<Pick<ConfigFact, 'note' | 'warning' | 'isSecret'>>;

/** A value as it stands in the config. */
export const written = (name: string, value: string, rest: Rest = {}): ConfigFact => ({
  ...{ name, value, isWords: false, note: null, warning: null, isSecret: false },
  ...rest,
});

/** What holds where the config says nothing, or what it says in words. */
export const inWords = (name: string, value: string, rest: Rest = {}): ConfigFact => ({
  ...written(name, value, rest),
  isWords: true,
});

/** Facts of one group at most: real images have a few dozen variables and labels. */
const MOST_FACTS = 500;

/** @param list at most MOST_FACTS are made */
export function groupOf<T>(
  { title, about = null, empty }: { readonly title: string; readonly about?: string | null; readonly empty: string },
  list: readonly T[],
  factOf: (item: T) => ConfigFact,
): ConfigGroup {
  const facts = list.slice(0, MOST_FACTS).map(factOf);
  return { title, about, empty, facts, left: list.length - facts.length };
}
