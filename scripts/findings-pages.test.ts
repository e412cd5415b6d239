import { describe, expect, test } from 'vitest';
import { findingsFiles, renderFindingsFile, renderMarkdown } from './findings-pages.ts';

describe('renderMarkdown', () => {
  test('shows markup as text', () => {
    const html = renderMarkdown('A <script>alert(1)</script> and\n\n<div style="color:red" onclick="x()">b</div>\n');
    expect(html).not.toMatch(/<(script|div)/);
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).toContain('&lt;div style=&quot;');
  });

  test('lets pages point to each other and to specifications', () => {
    const html = renderMarkdown('[a](size-mismatch.md#example) [b](https://example.org/x?y=1&z="2")');
    expect(html).toContain('<a href="size-mismatch.html#example">a</a>');
    expect(html).toContain('href="https://example.org/x?y=1&amp;z=');
    expect(html).toContain('rel="noreferrer"');
  });

  test('lets no link run code', () => {
    expect(renderMarkdown('[a](javascript:alert(1)) [b](data:text/html,x)')).not.toMatch(/href="(javascript|data):/);
  });
});

test('every page is whole, and every link between pages leads to one', () => {
  const files = findingsFiles();
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const html = renderFindingsFile(file);
    expect(html).toMatch(/^<!doctype html>[^]*<h1>[^]*<\/html>\n$/);
    const links = [...html.matchAll(/href="([^"#:]+)/g)].map(([, href]) => href ?? '');
    const inner = links.filter((href) => !['', '../index.html', '../icon.svg'].includes(href));
    expect(files, `a link in ${file}`).toEqual(expect.arrayContaining(inner));
  }
});
