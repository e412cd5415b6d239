import type { ElementContent, Root } from 'hast';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import nginx from 'highlight.js/lib/languages/nginx';
import { common, createLowlight } from 'lowlight';
import type { ColouredLine, ColouredRun } from '../core/content/content.ts';

/** The languages of the package's common set, and two that images are full of. */
const lowlight = createLowlight({ ...common, dockerfile, nginx });

/** Classes of the package to our few colours; what is not listed stays plain. The first that a run has counts. */
const COLOURS: ReadonlyMap<string, ColouredRun['kind']> = new Map([
  ...list('literal', 'keyword literal built_in type selector-tag selector-pseudo doctag section name bullet'),
  ...list('string', 'string regexp link addition char escape template-tag quote'),
  ...list('number', 'number symbol code'),
  ...list('key', 'attr attribute property variable template-variable title params tag selector-id selector-class'),
  ...list('faint', 'comment meta punctuation operator deletion'),
]);

function list(kind: NonNullable<ColouredRun['kind']>, names: string): [string, ColouredRun['kind']][] {
  return names.split(' ').map((name) => [`hljs-${name}`, kind]);
}

/** The text in runs of one colour, line by line; null for a language that is not known. */
export function colourLines(text: string, language: string): readonly ColouredLine[] | null {
  if (!lowlight.registered(language)) return null;
  const lines: ColouredRun[][] = [[]];
  walk(lowlight.highlight(language, text).children, null, lines);
  return lines;
}

function walk(nodes: Root['children'] | ElementContent[], kind: ColouredRun['kind'], lines: ColouredRun[][]): void {
  for (const node of nodes) {
    if (node.type === 'element') walk(node.children, colourOf(node.properties['className']) ?? kind, lines);
    else if (node.type === 'text') addText(node.value, kind, lines);
  }
}

function colourOf(classes: unknown): ColouredRun['kind'] {
  if (!Array.isArray(classes)) return null;
  for (const name of classes) {
    const kind = COLOURS.get(String(name));
    if (kind) return kind;
  }
  return null;
}

function addText(text: string, kind: ColouredRun['kind'], lines: ColouredRun[][]): void {
  for (const [i, piece] of text.split('\n').entries()) {
    if (i > 0) lines.push([]);
    if (piece !== '') lines.at(-1)?.push({ text: piece, kind });
  }
}
