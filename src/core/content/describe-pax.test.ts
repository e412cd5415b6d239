import { describe, expect, test } from 'vitest';
import { bytesOf } from '../testing/write-tar.ts';
import { describePax } from './describe-pax.ts';
import type { PaxRecord } from './pax-record.ts';

const record = (key: string, value: string, more: Partial<PaxRecord> = {}): PaxRecord => ({
  key,
  value: bytesOf(value),
  from: 'entry',
  passedOver: null,
  ...more,
});
const noteOf = (key: string, value: string): string => describePax(record(key, value), 1024).note;

describe('describePax', () => {
  test('every key has its sentence, also one that nobody knows', () => {
    const keys = [
      ...['path', 'linkpath', 'size', 'mtime', 'atime', 'ctime', 'uid', 'gid', 'uname', 'gname', 'comment'],
      ...['hdrcharset', 'charset', 'RHT.security.selinux', 'GNU.sparse.map', 'GNU.sparse.new', 'LIBARCHIVE.new'],
      ...['SCHILY.acl.access', 'SCHILY.acl.default', 'SCHILY.fflags', 'SCHILY.dev', 'SCHILY.ino', 'SCHILY.nlink'],
      ...['MSWINDOWS.sd', 'MSWINDOWS.fileattr', 'MSWINDOWS.rawsd', 'MSWINDOWS.mountpoint', 'MSWINDOWS.new'],
    ];
    for (const key of keys) {
      expect(noteOf(key, 'x'), key).toMatch(/^\S.*\.$/);
      expect(noteOf(key, 'x'), key).not.toContain('does not know');
    }
    expect(noteOf('VENDOR.thing', 'x')).toContain('does not know');
    expect(noteOf('__proto__', 'x')).toContain('does not know');
  });

  test('times are dates, with all digits of their fraction', () => {
    expect(noteOf('mtime', '1700000000.123456789')).toMatch(/^2023-11-14 22:13:20\.123456789 UTC\. /);
    expect(noteOf('atime', '1700000000.500')).toMatch(/^2023-11-14 22:13:20\.5 UTC\. /);
    expect(noteOf('ctime', '0')).toMatch(/^1970-01-01 00:00:00 UTC\. /);
    expect(noteOf('ctime', '-1.5')).toMatch(/^1969-12-31 23:59:58\.5 UTC\. /);
    expect(noteOf('mtime', '-0.000000001')).toMatch(/^1969-12-31 23:59:59\.999999999 UTC\. /);
    expect(noteOf('mtime', '-86400.75')).toMatch(/^1969-12-30 23:59:59\.25 UTC\. /);
    expect(noteOf('LIBARCHIVE.creationtime', '1')).toMatch(/^1970-01-01 00:00:01 UTC\. /);
    for (const none of ['9999999999999999', '-8640000000001', 'soon', ''])
      expect(noteOf('mtime', none), none).not.toContain('UTC');
  });

  test('sizes and the flags of Windows are told in words', () => {
    expect(noteOf('size', '8589934592')).toMatch(/^8,589,934,592 bytes\. /);
    expect(noteOf('MSWINDOWS.fileattr', '35')).toMatch(/^read-only, hidden, to be archived\. /);
    expect(noteOf('MSWINDOWS.fileattr', '2147483664')).toMatch(/^folder\. /);
    expect(noteOf('MSWINDOWS.fileattr', '0')).toMatch(/^What Windows notes/);
    expect(noteOf('uid', '1700000000')).toBe('Number of the owner.');
  });

  test('what does not count says so, and an empty value that it is none', () => {
    expect(describePax(record('uid', '1', { passedOver: 'again' }), 10).note).toContain('comes again');
    expect(describePax(record('uid', '1', { passedOver: 'header' }), 10).note).toContain('another pax header');
    expect(noteOf('uname', '')).toMatch(/^Empty: /);
  });

  test('a long value is cut between two characters; bytes that are no text stand as numbers', () => {
    const long = describePax(record('comment', 'ab\xc3\xa9cd'), 3);
    expect(long).toMatchObject({ value: 'ab', valueBytes: 6, isCut: true });
    expect(describePax(record('comment', 'ab\xc3\xa9cd'), 4)).toMatchObject({ value: 'abé', isCut: true });
    expect(describePax(record('comment', 'abcd'), 4)).toMatchObject({ value: 'abcd', isCut: false });
    expect(describePax(record('comment', '\x80\x80\x80\x80\x80\x80'), 5).value).toBe('\\x80'.repeat(5));
    expect(describePax(record('comment', 'a\xff'), 9).value).toBe('a\\xff');
    expect(describePax(record('k'.repeat(1000), ''), 9).key).toHaveLength(257);
  });
});
