import { expect, test } from 'vitest';
import { inGroups, markedCharacters } from './marked-characters.ts';

const marked = (value: string, other: string): string =>
  markedCharacters(value, other)
    .map((piece) => (piece.differs ? `[${piece.text}]` : piece.text))
    .join('');

test('equally long values are compared place by place', () => {
  expect(marked('abcd', 'abcd')).toBe('abcd');
  expect(marked('abxd', 'abcd')).toBe('ab[x]d');
  expect(marked('xbcy', 'abcd')).toBe('[x]bc[y]');
});

test('a lost or added character marks only its place, not all that follows', () => {
  expect(marked('abcdef', 'abdef')).toBe('ab[c]def');
  expect(marked('abdef', 'abcdef')).toBe('abdef');
  expect(marked('', 'abc')).toBe('');
  expect(marked('aaa', 'aa')).toBe('aa[a]');
});

test('groups keep the marks and lose no character', () => {
  const groups = inGroups(markedCharacters('0123456789abcdefX', '0123456789abcdefY'), 8);
  expect(groups.map((group) => group.map((piece) => piece.text).join(''))).toEqual(['01234567', '89abcdef', 'X']);
  expect(groups[2]).toEqual([{ text: 'X', differs: true }]);
  expect(inGroups([], 8)).toEqual([]);
});
