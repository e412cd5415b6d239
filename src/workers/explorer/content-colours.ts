import type { ColouredLine } from '../../core/content/content.ts';

/** Above, a page is not coloured: grammars work line by line, and a line that long is data. */
const LINE_CHARACTERS = 4000;
const TEXT_CHARACTERS = 128 * 1024;

/** Colours for a page of text. The grammars, 100 kB of them, are loaded with the first page that needs them. */
export async function colourPage(text: string, language: string): Promise<readonly ColouredLine[]> {
  if (text.length > TEXT_CHARACTERS || text.split('\n').some((line) => line.length > LINE_CHARACTERS)) return [];
  const { colourLines } = await import('../npm-lowlight.ts');
  try {
    return colourLines(text, language) ?? [];
  } catch {
    return []; // a grammar that gives up on a text: then it stays plain
  }
}
