import { describe, expect, test } from 'vitest';
import { describeEntry } from './describe-entry.ts';
import type { EntryFacts } from './entry-facts.ts';
import { capabilityWords, readFileCapabilities } from './file-capabilities.ts';
import { modeNote, modeText } from './mode-words.ts';
import { mtimeRow } from './mtime-row.ts';
import { ownerRow } from './owner-row.ts';
import { shownBytes } from './shown-bytes.ts';
import { xattrRow } from './xattr-row.ts';

const facts: EntryFacts = {
  type: 'file',
  mark: null,
  size: 14_848,
  mode: 0o644,
  uid: 0,
  gid: 0,
  userName: '',
  groupName: '',
  mtimeSeconds: 1_683_046_167,
  target: null,
  deviceMajor: 0,
  deviceMinor: 0,
  format: 'ustar',
  sparse: false,
  xattrs: [],
  contentHash: null,
};
const values = (more: Partial<EntryFacts>) =>
  Object.fromEntries(describeEntry({ ...facts, ...more }).map(({ name, value }) => [name, value]));
const notes = (more: Partial<EntryFacts>) =>
  describeEntry({ ...facts, ...more })
    .map(({ note }) => note ?? '')
    .join(' ');

describe('attributes of an entry', () => {
  test('a plain file', () => {
    expect(values({})).toEqual({
      Type: 'file',
      Size: '14,848 bytes',
      Mode: 'rw-r--r-- (0644)',
      Owner: '0 (root)',
      Group: '0 (root)',
      Modified: '2 May 2023, 16:49:27 UTC',
      Header: 'ustar',
    });
  });
  test('links, devices, deletion marks say what they are', () => {
    expect(values({ type: 'symlink', target: '/usr', size: 0 })).toMatchObject({
      Type: 'symbolic link',
      Target: '/usr',
    });
    expect(values({ type: 'hardlink', target: 'a', size: null })).toMatchObject({ Size: 'not known' });
    expect(values({ type: 'block', deviceMajor: 8, deviceMinor: 1 })).toMatchObject({ Device: '8, 1' });
    expect(notes({ type: 'char' })).toContain('should have become a whiteout');
    expect(notes({ type: 'char', deviceMajor: 1, deviceMinor: 3 })).not.toContain('whiteout');
    expect(values({ mark: 'opaque' }).Type).toContain('opaque whiteout');
  });
});

test('modes as ls shows them, and in words', () => {
  expect([0o4755, 0o2644, 0o1777, 0o7000].map(modeText)).toEqual([
    'rwsr-xr-x (4755)',
    'rw-r-Sr-- (2644)',
    'rwxrwxrwt (1777)',
    '--S--S--T (7000)',
  ]);
  expect(modeNote('file', 0o4755)).toBe(
    'The owner may read, write and run; everybody else may read and run. Setuid: whoever runs it, it runs as its owner; Linux passes over that for scripts.',
  );
  expect(modeNote('dir', 0o1777)).toBe(
    'Everybody may list, change and enter. Sticky: only the owner of a file may remove it from here.',
  );
  expect(modeNote('file', 0o666)).toContain('Anybody in the container may change it.');
  expect(modeNote('file', 0)).toBe('Everybody may do nothing.');
});

test('owners by number, with the name that the tar has', () => {
  expect(ownerRow('Owner', 0, '').value).toBe('0 (root)');
  expect(ownerRow('Group', 8, 'mail')).toMatchObject({ value: '8 (mail)' });
  expect(ownerRow('Owner', 65534, '').note).toContain('nobody');
  expect(ownerRow('Owner', 1_234_567, '').note).toContain('unusually high');
});

test('dates with fractions, placeholders, and what no calendar has', () => {
  expect(mtimeRow(1_683_046_167.25).value).toBe('2 May 2023, 16:49:27.25 UTC');
  expect(mtimeRow(0)).toMatchObject({ value: '1 January 1970, 00:00:00 UTC' });
  expect(mtimeRow(0).note).toContain('same bytes');
  expect(mtimeRow(-1.5).value).toBe('31 December 1969, 23:59:58.5 UTC');
  expect(mtimeRow(1e300).note).toContain('No calendar');
  expect(mtimeRow(9e11).value).toContain('30489');
});

describe('security.capability', () => {
  const value = (...words: number[]) => new Uint8Array(new Uint32Array(words).buffer);
  test('each version is read', () => {
    expect(readFileCapabilities(value(0x02000001, 1 << 13, 0, 0, 0))).toEqual({
      version: 2,
      isEffective: true,
      permitted: [13],
      inheritable: [],
      rootUid: null,
    });
    expect(readFileCapabilities(value(0x01000000, 1, 2))).toMatchObject({
      version: 1,
      permitted: [0],
      inheritable: [1],
    });
    expect(readFileCapabilities(value(0x03000001, 0, 0, 1 << 7, 0, 1000))).toMatchObject({
      version: 3,
      permitted: [39],
      rootUid: 1000,
    });
  });
  test('what the kernel would not take is none', () => {
    for (const wrong of [value(), value(0x02000001, 1), value(0x04000000, 1, 1, 1, 1), new Uint8Array(3)])
      expect(readFileCapabilities(wrong)).toBeNull();
  });
  test('as getcap prints them, and what they let do', () => {
    const words = (bytes: Uint8Array) => {
      const capabilities = readFileCapabilities(bytes);
      return capabilities && capabilityWords(capabilities);
    };
    expect(words(value(0x02000001, (1 << 13) | (1 << 10), 0, 0, 0))?.text).toBe('cap_net_bind_service,cap_net_raw=ep');
    expect(words(value(0x02000001, 1 << 13, 0, 0, 0))?.note).toContain('raw packets');
    expect(words(value(0x02000000, 0, 1 << 13, 1 << 20, 0))?.text).toBe('cap_net_raw=i cap_52=p');
    expect(words(value(0x03000001, 1, 0, 0, 0, 7))?.text).toBe('cap_chown=ep [rootid=7]');
  });
});

test('extended attributes: text as text, the rest in hex, foreign notations named', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(xattrRow({ name: 'user.mime', value: bytes('text/plain'), applied: true })).toMatchObject({
    name: 'user.mime',
    value: 'text/plain',
  });
  expect(xattrRow({ name: 'security.selinux', value: bytes('system_u:x\0'), applied: true }).value).toBe('system_u:x');
  expect(
    xattrRow({ name: 'security.selinux', value: bytes('system_u:object_r:bin_t:s0:c1\0'), applied: true }).note,
  ).toMatch(/Its type, bin_t, is what the rules are about\.$/);
  const acl = Uint8Array.of(2, 0, 0, 0, 1, 0, 6, 0, 255, 255, 255, 255);
  expect(xattrRow({ name: 'system.posix_acl_access', value: acl, applied: true })).toMatchObject({
    value: 'user::rw-',
    note: 'Rights for further users and groups, beyond the mode (an access control list).',
  });
  expect(xattrRow({ name: 'system.posix_acl_default', value: acl.subarray(1), applied: true }).note).toMatch(
    /none that the kernel would read\.$/,
  );
  expect(xattrRow({ name: 'x', value: new Uint8Array([1, 255]), applied: false })).toEqual({
    name: 'x',
    value: '0x01ff',
    note: 'bsdtar wrote it in a notation of its own, which engines pass over.',
  });
  expect(xattrRow({ name: 'security.capability', value: bytes('no'), applied: true }).note).toContain('none that');
  expect(shownBytes(new Uint8Array(1000).fill(65))).toBe(`${'A'.repeat(256)} … (1000 bytes)`);
  expect(shownBytes(new Uint8Array())).toBe('(empty)');
});
