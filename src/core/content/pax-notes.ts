const NOTES: ReadonlyMap<string, string> = new Map([
  ['path', 'The whole name, when the header has no room for it or it is not plain ASCII.'],
  ['linkpath', 'The whole target of the link.'],
  ['size', 'Bytes of content, when the header has no room for the number.'],
  ['mtime', 'Time of the last change, with fractions of a second.'],
  ['atime', 'Time of the last access. It differs from build to build.'],
  ['ctime', 'Time when its attributes changed last. It differs from build to build.'],
  ['uid', 'Number of the owner.'],
  ['gid', 'Number of the group.'],
  ['uname', 'Name of the owner; engines go by the number.'],
  ['gname', 'Name of the group; engines go by the number.'],
  ['comment', 'A remark; git writes the commit here.'],
  ['hdrcharset', 'How the names are encoded.'],
  ['SCHILY.xattr.security.capability', 'What this program may do without being root.'],
  ['RHT.security.selinux', 'Its SELinux label.'],
  ['SCHILY.acl.access', 'Rights for further users and groups (an access control list), as text: engines pass it over.'],
  [
    'SCHILY.acl.default',
    'Rights that files made in this folder begin with (an access control list), as text: engines pass it over.',
  ],
  ['SCHILY.acl.ace', 'Rights by the rules of NFS and Windows, as text: engines pass it over.'],
  ['SCHILY.fflags', 'Flags of the file system, such as “may not be changed”: engines pass them over.'],
  ['SCHILY.dev', 'Number of the disk that it was on: engines pass it over.'],
  ['SCHILY.ino', 'Number that it had on its disk: engines pass it over.'],
  ['SCHILY.nlink', 'How many names it had on its disk: engines pass it over.'],
  ['LIBARCHIVE.creationtime', 'When the file was made; engines pass it over.'],
]);

const FAMILIES: readonly (readonly [start: string, note: string])[] = [
  ['SCHILY.xattr.', 'An extended attribute: engines put it on the file.'],
  ['LIBARCHIVE.xattr.', 'An extended attribute as bsdtar writes it: engines pass it over.'],
  ['SCHILY.acl.', 'An access control list: engines pass it over.'],
  ['SCHILY.', 'A number of the file system it came from: engines pass it over.'],
  ['GNU.sparse.', 'Part of the map of a sparse file.'],
  ['MSWINDOWS.', 'An attribute of Windows.'],
];

/** One sentence on a key of a pax record; null for one that is not known. */
export const paxNote = (key: string): string | null =>
  NOTES.get(key) ?? FAMILIES.find(([start]) => key.startsWith(start))?.[1] ?? null;
