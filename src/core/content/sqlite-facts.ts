import { countText, countWords } from './count-words.ts';
import { FieldView } from './field-view.ts';
import type { Described } from './described.ts';

const ENCODINGS = ['', 'UTF-8', 'UTF-16 little-endian', 'UTF-16 big-endian'];

/**
 * A SQLite database by its header of 100 bytes.
 * @throws ContentFault when the head ends too early
 * @see SQLite, "Database File Format", 1.3, "The Database Header"
 */
export function sqliteFacts(head: Uint8Array, size: number): Described {
  const fields = new FieldView(head, false);
  // 1 stands for 65,536, which two bytes cannot hold.
  const pageBytes = fields.u16(16) === 1 ? 65_536 : fields.u16(16);
  const pages = fields.u32(28);
  const free = fields.u32(36);
  const version = fields.u32(96);
  const number = `${Math.floor(version / 1_000_000)}.${Math.floor(version / 1000) % 1000}.${version % 1000}`;
  const facts = [
    {
      name: 'Pages',
      value: `${countText(pages)} of ${countWords(pageBytes, 'byte')}`,
      note: 'A page is its unit of reading.',
    },
    { name: 'Text', value: ENCODINGS[fields.u32(56)] ?? '', note: null },
    { name: 'Written by', value: version === 0 ? '' : `SQLite ${number}`, note: 'The library that changed it last.' },
    {
      name: 'Journal',
      value: fields.u8(18) === 2 ? 'write-ahead log' : 'rollback journal',
      note: fields.u8(18) === 2 ? 'Changes may also lie in a file with -wal behind its name.' : null,
    },
    { name: 'Schema changes', value: countText(fields.u32(40)), note: null },
    { name: 'Made for', value: applicationOf(fields.u32(68)), note: null },
    {
      name: 'Free pages',
      value: free === 0 ? '' : countText(free),
      note: `${countWords(free * pageBytes, 'byte')} that VACUUM would give back.`,
    },
    {
      name: 'Length',
      value:
        pages > 0 && pages * pageBytes > size ? `ends early: ${countText(pages * pageBytes)} bytes are announced` : '',
      note: null,
    },
  ];
  return { title: 'SQLite database', facts: facts.filter(({ value }) => value !== '') };
}

/** A number that programs choose, often four letters. */
function applicationOf(id: number): string {
  if (id === 0) return '';
  const letters = String.fromCharCode(id >>> 24, (id >>> 16) & 255, (id >>> 8) & 255, id & 255);
  return /^[\x20-\x7e]{4}$/.test(letters) ? letters : `number ${id}`;
}
