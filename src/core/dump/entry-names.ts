/** 64 lowercase hex digits: a SHA-256, or a v1 id of Docker. */
export const HEX_64 = /^[0-9a-f]{64}$/;

/** Files that an engine opens first, by their fixed name at the top of a dump. */
export const ENTRY_FILES = ['oci-layout', 'index.json', 'manifest.json', 'repositories'] as const;
export type EntryFile = (typeof ENTRY_FILES)[number];

export function isEntryFile(name: string): name is EntryFile {
  return (ENTRY_FILES as readonly string[]).includes(name);
}
