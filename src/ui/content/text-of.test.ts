import { expect, test } from 'vitest';
import { textOf } from './text-of.ts';

test('text in the encoding that was chosen, Windows line ends without their sign', () => {
  const page = (bytes: Uint8Array<ArrayBuffer>) => ({ start: 0, end: bytes.length, bytes, bytesStart: 0 });
  expect(textOf(page(new TextEncoder().encode('\ufeffa\r\nb\rc')), 'utf-8').text).toBe('a\nb\u240dc');
  expect(textOf(page(Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x0d, 0, 0x0a, 0)), 'utf-16le').text).toBe('A\n');
  expect(textOf(page(Uint8Array.of(0xe4, 0x1b)), 'latin-1').text).toBe('ä\u241b');
});
