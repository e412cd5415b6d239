import type { TextEncoding } from '../../core/content/content.ts';
import { decodePage } from '../../core/content/decode-page.ts';
import type { BytePage } from '../../state/byte-pages.svelte.ts';
import { pageText, type PageText, visibleText } from '../files/page-text.ts';

/** One page of a file as text in the encoding that was chosen; a carriage return before a line feed is left out. */
export function textOf(page: BytePage, encoding: TextEncoding): PageText {
  if (encoding === 'utf-8') {
    const { text, undecodable } = pageText(page);
    return { text: withoutReturns(page.start === 0 ? text.replace(/^⟨U\+FEFF⟩/, '') : text), undecodable };
  }
  const text = decodePage(page, encoding);
  return { text: withoutReturns(visibleText(text)), undecodable: text.split('\ufffd').length - 1 };
}

/** As `visibleText` shows it: the sign for a carriage return at each line's end would only be in the way. */
const withoutReturns = (text: string): string => text.replaceAll('\u240d\n', '\n');
