import { expect, test } from 'vitest';
import { buildkit, linesOf } from '../../testing/history-lines.ts';
import { dockerfileHeader, dockerfileParts, dockerfileText } from './dockerfile-parts.ts';

const header = dockerfileHeader({ os: 'linux' });

test('remarks stand above what they are about, and lines are counted as in the file', () => {
  const layers = [{ files: 1, bytes: 2, deletions: 0, paths: ['a'] }];
  const steps = [
    { by: `/bin/sh -c #(nop) COPY dir:${'a'.repeat(64)} in / `, comment: 'buildkit.dockerfile.v0' },
    buildkit('RUN /bin/sh -c a\nb # buildkit'),
    buildkit('ENV TOKEN=abc'),
  ];
  const parts = dockerfileParts(header, linesOf(steps, { Env: ['TOKEN=abc', 'X=1', 'Y=2'] }, layers));
  const text = dockerfileText(header, parts);
  const lines = text.split('\n');
  expect(parts.map(({ key }) => key)).toEqual(['from', 'step-1', 'step-2', 'step-3', 'config-1', 'config-2']);
  for (const { firstLine, texts } of parts) expect(lines[firstLine - 1]).toBe(texts[0]?.split('\n')[0]);
  // Whatever is no comment is an instruction: a builder would read it.
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([
    'FROM scratch',
    'COPY <unknown> /',
    'RUN <<EOF',
    'a',
    'b',
    'EOF',
    'ENV TOKEN=abc',
    'ENV X=1',
    'ENV Y=2',
  ]);
  expect(parts[1]?.texts).toHaveLength(3);
  expect(parts[3]?.texts[0]).toMatch(/^# .*secret/);
  // Said once for all that comes from the config alone.
  expect(parts.slice(4).map(({ texts }) => texts.length)).toEqual([2, 1]);
});

test('a step that needs a declaration is one part', () => {
  const parts = dockerfileParts(
    header,
    linesOf([buildkit('RUN |1 A=1 /bin/sh -c make # buildkit'), buildkit('CMD ["x"]')]),
  );
  expect(parts.map(({ main }) => main.text)).toEqual(['FROM scratch', 'RUN make', 'CMD ["x"]']);
  expect(parts[1]?.texts.filter((text) => !text.startsWith('#'))).toEqual(['ARG A', 'RUN make']);
});
