import { expect, test } from 'vitest';
import { modeText } from './mode-text.ts';

test('modes read as ls writes them', () => {
  expect(modeText('file', 0o644)).toBe('-rw-r--r--');
  expect(modeText('dir', 0o1777)).toBe('drwxrwxrwt');
  expect(modeText('file', 0o4755)).toBe('-rwsr-xr-x');
  expect(modeText('file', 0o6644)).toBe('-rwSr-Sr--');
  expect(modeText('dir', 0o1776)).toBe('drwxrwxrwT');
  expect(modeText('symlink', 0o777)).toBe('lrwxrwxrwx');
  expect(modeText('char', 0)).toBe('c---------');
  expect(modeText(null, 0o755)).toBe('');
});
