import { visibleText } from '../files/page-text.ts';

/** Longer names are shown with their middle left out: bounded, whatever a tar says. */
const SHOWN = 400;

/** Signs for these are missing in many fonts, and a name is one line: all are told by their number. */
// eslint-disable-next-line no-control-regex -- these are what must not reach the page as they are
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** A name or path of a tar as one line of text in which nothing hides or reorders anything. */
export function visibleName(name: string, most = SHOWN): string {
  const text =
    name.length > most ? `${name.slice(0, Math.ceil(most * 0.6))}…${name.slice(-Math.floor(most * 0.4))}` : name;
  return visibleText(text.replace(CONTROLS, numbered));
}

/** Blanks of all kinds at either end of a part of a path: inside a name they can be seen as what they are. */
const OUTER_BLANKS = /(?<=^|\/)\p{Zs}+|\p{Zs}+(?=\/|$)/gu;

/** As `visibleName`, of a file: blanks at the ends of its name, or of a folder's above it, are told by their number too. */
export const visiblePath = (path: string, most?: number): string =>
  visibleName(path, most).replace(OUTER_BLANKS, (blanks) => blanks.replace(/./gs, numbered));

const numbered = (sign: string): string => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;
