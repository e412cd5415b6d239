import { fromBinary } from '../../bytes/byte-names.ts';
import { entryAttributes } from '../../layer/entry-attributes.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';

type Field = 'user' | 'group';

/**
 * Says of entries whether they belong to whom is asked for: `0`, `root`, `user:group`, `user:`, `:group`; without a colon
 * user or group. Names are those that the tar has, often none; user and group 0 are root everywhere.
 */
export function ownerTest(owner: string, entries: LayerEntries): (i: number) => boolean {
  const [user = '', group] = owner.trim().split(':', 2);
  const isUser = fieldTest(user, 'user', entries);
  if (group !== undefined) {
    const isGroup = fieldTest(group, 'group', entries);
    return (i) => isUser(i) && isGroup(i);
  }
  const isGroup = fieldTest(user, 'group', entries);
  return (i) => isUser(i) || isGroup(i);
}

function fieldTest(asked: string, field: Field, entries: LayerEntries): (i: number) => boolean {
  const ids = field === 'user' ? entries.uids : entries.gids;
  if (asked === '') return () => true;
  if (/^-?\d+$/.test(asked)) return (i) => ids[i] === Number(asked);
  const isRoot = asked === 'root';
  // By attribute set: a layer has few of them.
  const known = new Map<number, boolean>();
  return (i) => {
    if (isRoot && ids[i] === 0) return true;
    const set = entries.attributeSets[i] ?? 0;
    let fits = known.get(set);
    if (fits === undefined) {
      const attributes = entryAttributes(entries, i);
      fits = textOf(field === 'user' ? attributes.userName : attributes.groupName) === asked;
      known.set(set, fits);
    }
    return fits;
  };
}

const textOf = (binary: string): string => new TextDecoder().decode(fromBinary(binary));
