import type { AttributeRow } from './attribute-row.ts';

/** Numbers that mean the same almost everywhere. */
const KNOWN: Readonly<Record<'Owner' | 'Group', ReadonlyMap<number, string>>> = {
  Owner: new Map([
    [0, 'root, who may do anything in the container.'],
    [1000, 'Most often the first user that was added by hand.'],
    [65532, 'The user “nonroot” in many small base images.'],
    [65534, 'nobody: the user without rights.'],
  ]),
  Group: new Map([
    [0, 'The group of root, which by itself gives no special rights.'],
    [1000, 'Most often the group of the first user that was added by hand.'],
    [65532, 'The group “nonroot” in many small base images.'],
    [65534, 'nogroup: the group without rights.'],
  ]),
};
/** What 16 bits hold: container engines map higher numbers only where they are told to. */
const USUAL = 65_535;

export function ownerRow(name: 'Owner' | 'Group', id: number, written: string): AttributeRow {
  const isNamed = written !== '';
  const known = KNOWN[name].get(id);
  const note =
    known ??
    (id > USUAL
      ? 'An unusually high number. Engines without root can unpack it only where so many numbers are mapped.'
      : isNamed
        ? null
        : `The layer has no name for it; /etc/${name === 'Owner' ? 'passwd' : 'group'} of the image may have one.`);
  return {
    name,
    value: isNamed ? `${String(id)} (${written})` : id === 0 ? '0 (root)' : String(id),
    note: isNamed ? [note, 'Engines go by the number, not by the name.'].filter(Boolean).join(' ') : note,
  };
}
