import { expect, test } from 'vitest';
import { context, oneLayer } from '../testing/content-session.ts';

test('colours: the same text in runs, line by line; nothing for a language that is not known', async () => {
  const { handlers } = await oneLayer({ name: 'a', content: 'x' });
  const text = '#!/bin/sh\n# say\nif true; then\n  echo "hi $USER"\nfi\n';
  const lines = await handlers.colourText({ text, language: 'bash' }, context());
  expect(lines.map((line) => line.map((run) => run.text).join('')).join('\n')).toBe(text);
  expect(lines.flat().find((run) => run.text === 'if')?.kind).toBe('literal');
  for (const language of ['dockerfile', 'nginx', 'json', 'yaml', 'ini', 'python'])
    expect((await handlers.colourText({ text: 'FROM x', language }, context() as never)).length, language).toBe(1);
  expect(await handlers.colourText({ text, language: 'nothing' }, context() as never)).toEqual([]);
});
