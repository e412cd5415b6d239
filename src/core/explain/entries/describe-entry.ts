import { counted, grouped } from '../plain-words.ts';
import type { AttributeRow } from './attribute-row.ts';
import type { EntryFacts } from './entry-facts.ts';
import { formatNote } from './format-note.ts';
import { modeNote, modeText } from './mode-words.ts';
import { mtimeRow } from './mtime-row.ts';
import { ownerRow } from './owner-row.ts';
import { TYPE_NAMES, typeNote } from './type-words.ts';
import { xattrRow } from './xattr-row.ts';

/** All attributes of an entry, in the order of `ls -l`, each with what it means. */
export function describeEntry(entry: EntryFacts): AttributeRow[] {
  return [
    typeRow(entry),
    ...sizeRows(entry),
    { name: 'Mode', value: modeText(entry.mode), note: modeNote(entry.type, entry.mode) },
    ownerRow('Owner', entry.uid, entry.userName),
    ownerRow('Group', entry.gid, entry.groupName),
    mtimeRow(entry.mtimeSeconds),
    ...(entry.target === null ? [] : [targetRow(entry, entry.target)]),
    ...deviceRows(entry),
    ...entry.xattrs.map(xattrRow),
    ...(entry.contentHash === null ? [] : [hashRow(entry.contentHash)]),
    { name: 'Header', value: entry.format, note: formatNote(entry.format) },
  ];
}

function typeRow({ type, mark }: EntryFacts): AttributeRow {
  if (mark === 'whiteout') {
    const note = 'It says that what it names is gone from here on. The bytes stay in the layer below.';
    return { name: 'Type', value: 'deletion mark (whiteout)', note };
  }
  if (mark === 'opaque') {
    const note = 'It says that all that lower layers have in this folder is gone. What this layer puts there stays.';
    return { name: 'Type', value: 'deletion mark for a whole folder (opaque whiteout)', note };
  }
  return { name: 'Type', value: TYPE_NAMES[type], note: typeNote(type) };
}

function sizeRows({ type, size, sparse }: EntryFacts): AttributeRow[] {
  if (type !== 'file' && type !== 'hardlink') return [];
  if (size === null)
    return [{ name: 'Size', value: 'not known', note: 'The file that it shows is not there when it comes.' }];
  const note =
    type === 'hardlink'
      ? 'Of the file that it shows; the link itself takes no bytes.'
      : sparse
        ? 'As the file unpacks. It is sparse: stretches of zeros are left out in the layer.'
        : null;
  return [{ name: 'Size', value: counted(size, 'byte'), note }];
}

function targetRow({ type }: EntryFacts, target: string): AttributeRow {
  const note =
    type === 'hardlink'
      ? 'Named from the root of the image; it must be in this layer before the link, or in a lower one.'
      : target.startsWith('/')
        ? 'It starts at the root of the container, not of your computer.'
        : 'It starts at the folder that the link is in.';
  return { name: 'Target', value: target, note };
}

function deviceRows({ type, deviceMajor, deviceMinor }: EntryFacts): AttributeRow[] {
  if (type !== 'char' && type !== 'block') return [];
  const isMark = type === 'char' && deviceMajor === 0 && deviceMinor === 0;
  return [
    {
      name: 'Device',
      value: `${grouped(deviceMajor)}, ${grouped(deviceMinor)}`,
      note: isMark
        ? 'Device 0, 0 is how overlay file systems mark what was deleted: it should have become a whiteout, and a tool put it into the layer as it was.'
        : 'The first number says which driver, the second which of its devices.',
    },
  ];
}

const hashRow = (hash: string): AttributeRow => ({
  name: 'Content hash',
  value: hash,
  note: 'XXH128 of the content, to find equal files quickly. It proves nothing against someone who means to deceive; SHA-256 does.',
});
