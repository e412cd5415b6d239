import { expect, test } from 'vitest';
import { posixAclText } from './posix-acl.ts';

/** Entries as tag, rights and number of user or group. */
function list(...entries: readonly (readonly [tag: number, rights: number, id?: number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + entries.length * 8));
  view.setUint32(0, 2, true);
  entries.forEach(([tag, rights, id = 0xffff_ffff], i) => {
    view.setUint16(4 + i * 8, tag, true);
    view.setUint16(6 + i * 8, rights, true);
    view.setUint32(8 + i * 8, id, true);
  });
  return new Uint8Array(view.buffer);
}

test('each entry as getfacl writes it', () => {
  const value = list([0x01, 6], [0x02, 4, 1000], [0x04, 5], [0x08, 7, 2 ** 32 - 2], [0x10, 4], [0x20, 0]);
  expect(posixAclText(value)).toBe('user::rw-, user:1000:r--, group::r-x, group:4294967294:rwx, mask::r--, other::---');
});

test('a long list is cut, and the rest counted', () => {
  const text = posixAclText(list(...Array.from({ length: 40 }, (_, i) => [0x02, 4, i] as const)));
  expect(text).toMatch(/user:31:r--, and 8 more$/);
});

test('what is no list is none', () => {
  const whole = list([0x01, 6]);
  for (const wrong of [
    new Uint8Array(0),
    whole.subarray(0, 4),
    whole.subarray(0, 11),
    list([0x03, 6]),
    list([0x01, 8]),
  ])
    expect(posixAclText(wrong)).toBeNull();
  expect(posixAclText(Uint8Array.from(whole, (byte, i) => (i === 0 ? 1 : byte)))).toBeNull();
});
