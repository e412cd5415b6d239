/** Turns the pages about findings from Markdown to plain HTML that runs no script. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Marked } from 'marked';
import { metaContentSecurityPolicy } from '../src/sw/security-headers.ts';

export const findingsFolder = 'docs/findings';
export const findingsCss = 'scripts/findings-page.css';

const markdown = new Marked({
  gfm: true,
  renderer: {
    // The pages are ours, but what looks like markup in them is an example from a dump, never meant as markup.
    html: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      if (/^https?:/.test(href)) return `<a href="${escapeHtml(href)}" rel="noreferrer">${text}</a>`;
      if (!/^[\w./#-]+$/.test(href)) return text; // neither a page of ours nor one on the web
      return `<a href="${escapeHtml(href.replace(/\.md(?=#|$)/, '.html'))}">${text}</a>`;
    },
  },
});

/** Markdown of ours as HTML without scripts, styles and markup of its own. */
export const renderMarkdown = (source: string): string => markdown.parse(source, { async: false });

const codes = (): string[] =>
  existsSync(findingsFolder)
    ? readdirSync(findingsFolder)
        .filter((name) => /^[a-z0-9-]+\.md$/.test(name))
        .map((name) => name.slice(0, -'.md'.length))
        .sort()
    : [];

/** Names of all files to be served below `findings/`. Empty when there are no pages. */
export function findingsFiles(): string[] {
  const pages = codes();
  return pages.length === 0 ? [] : ['index.html', 'page.css', ...pages.map((code) => `${code}.html`)];
}

/** The text of one of `findingsFiles()`. */
export function renderFindingsFile(fileName: string): string {
  if (fileName === 'page.css') return readFileSync(findingsCss, 'utf8');
  return fileName === 'index.html' ? renderList() : renderPage(fileName.slice(0, -'.html'.length));
}

function renderPage(code: string): string {
  const source = readFileSync(join(findingsFolder, `${code}.md`), 'utf8');
  const back = '<nav><a href="../index.html">Tallyman</a> <a href="index.html">All findings</a></nav>';
  return renderDocument(titleOf(source, code), `${back}\n<main>${renderMarkdown(source)}</main>`);
}

function renderList(): string {
  const rows = codes().map((code) => {
    const title = titleOf(readFileSync(join(findingsFolder, `${code}.md`), 'utf8'), code);
    return `<li><a href="${code}.html">${escapeHtml(title)}</a></li>`;
  });
  const back = '<nav><a href="../index.html">Tallyman</a></nav>';
  return renderDocument('Findings', `${back}\n<main><h1>Findings</h1>\n<ul>\n${rows.join('\n')}\n</ul></main>`);
}

const titleOf = (source: string, code: string): string =>
  /^# (.+)$/m.exec(source)?.[1]?.replaceAll('`', '').trim() ?? code;

const renderDocument = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${metaContentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)} – Tallyman</title>
<link rel="icon" href="../icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page.css">
</head>
<body>
${body}
</body>
</html>
`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
