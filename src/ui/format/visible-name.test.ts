import { expect, test } from 'vitest';
import { visibleName, visiblePath } from './visible-name.ts';

test('line ends, controls and characters that turn the order are shown by sign or number', () => {
  expect(visibleName('a\nb\tc\u001b[31m')).toBe('a⟨U+000A⟩b⟨U+0009⟩c⟨U+001B⟩[31m');
  expect(visibleName('gpj\u202Eexe')).toBe('gpj⟨U+202E⟩exe');
  expect(visibleName('x\u0085y\u2028z')).toBe('x⟨U+0085⟩y⟨U+2028⟩z');
  expect(visibleName('naïve 文件 ملف 🎉')).toBe('naïve 文件 ملف 🎉');
});

test('a very long name keeps its beginning and its end', () => {
  const shown = visibleName(`${'a'.repeat(5000)}.so.1`);
  expect(shown.length).toBeLessThanOrEqual(401);
  expect(shown.startsWith('aaa')).toBe(true);
  expect(shown.endsWith('.so.1')).toBe(true);
});

test('blanks at the ends of a name are shown by number, inside they stay', () => {
  expect(visiblePath('trail ')).toBe('trail⟨U+0020⟩');
  expect(visiblePath('n/  lead/sp ace/a b')).toBe('n/⟨U+0020⟩⟨U+0020⟩lead/sp ace/a b');
  expect(visiblePath('\u00a0x \u3000/y')).toBe('⟨U+00A0⟩x⟨U+0020⟩⟨U+3000⟩/y');
  expect(visiblePath(' ')).toBe('⟨U+0020⟩');
  expect(visibleName('trail ')).toBe('trail ');
});
