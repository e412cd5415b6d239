import { expect, test } from 'vitest';
import { linesOf } from '../../testing/history-lines.ts';
import type { Step } from '../../testing/history-lines.ts';
import { dockerfileHeader, dockerfileParts, dockerfileText } from './dockerfile-parts.ts';

const buildkit = (by: string): Step => ({ by, comment: 'buildkit.dockerfile.v0', empty: true });
const classic = (by: string): Step => ({ by: `cmd /S /C #(nop)${by}`, empty: true });
/** Instructions after the FROM. */
const windows = (steps: readonly Step[], run: object = {}): string[] =>
  linesOf(steps, run, [], 'windows')
    .slice(1)
    .map(({ text }) => text);

test('the directive comes before anything else, and lines are counted with it', () => {
  const header = dockerfileHeader({ os: 'windows' });
  const parts = dockerfileParts(header, linesOf([classic('  WORKDIR C:\\app')], {}, [], 'windows'));
  const text = dockerfileText(header, parts);
  expect(text.startsWith('# escape=`\n# Rebuilt ')).toBe(true);
  const lines = text.split('\n');
  for (const { firstLine, texts } of parts) expect(lines[firstLine - 1]).toBe(texts[0]);
  expect(dockerfileHeader({ os: 'linux' })).toHaveLength(1);
});

test('paths keep their backslashes, also at the end of a line and in values with blanks', () => {
  expect(windows([classic('  WORKDIR C:\\app\\')])).toEqual(['WORKDIR C:\\app\\']);
  const run = { Env: ['A=C:\\a b\\', 'B=C:\\x', 'C=1 `"$'] };
  expect(windows([classic('  ENV A=C:\\a b\\ B=C:\\x C=1 `"$')], run)).toEqual([
    'ENV A="C:\\a b\\" B=C:\\x C="1 ```"`$"',
  ]);
  expect(windows([], run)).toEqual(['ENV A="C:\\a b\\"', 'ENV B=C:\\x', 'ENV C="1 ```"`$"']);
  expect(windows([{ by: 'cmd /S /C dir C:\\', empty: true }])).toEqual(['RUN dir C:\\']);
  // Lists are JSON, whatever the escape.
  expect(windows([classic('  ENTRYPOINT ["C:\\\\app.exe"]')])).toEqual(['ENTRYPOINT ["C:\\\\app.exe"]']);
});

test('commands of PowerShell are in its shell once SHELL has said so, and a list before', () => {
  const shell = "powershell -Command $ErrorActionPreference = 'Stop';";
  const steps = [
    buildkit(`SHELL [${shell}]`),
    buildkit(`RUN ${shell} Get-Item C:\\; Remove-Item C:\\x # buildkit`),
    buildkit('CMD ["powershell" "-Command" "$ErrorActionPreference = \'Stop\';" "Get-Date"]'),
  ];
  const words = ['powershell', '-Command', "$ErrorActionPreference = 'Stop';"];
  expect(windows(steps, { Shell: words, Cmd: [...words, 'Get-Date'] })).toEqual([
    `SHELL ${JSON.stringify(words).replaceAll(',', ', ')}`,
    'RUN Get-Item C:\\; Remove-Item C:\\x',
    'CMD Get-Date',
  ]);
  expect(windows([{ by: 'powershell -Command Get-Date', empty: true }])).toEqual([
    'RUN ["powershell", "-Command", "Get-Date"]',
  ]);
});

test('long commands go on with the escape at the end of a line', () => {
  const long = 'x'.repeat(50);
  expect(windows([buildkit(`RUN cmd /S /C echo ${long} && dir C:\\ && echo ${long} # buildkit`)])).toEqual([
    `RUN echo ${long} \`\n    && dir C:\\ \`\n    && echo ${long}`,
  ]);
});

test('a source with blanks is told where it cannot be anything else', () => {
  const guesses = (...copies: string[]) =>
    linesOf(copies.map((copy) => buildkit(`${copy} # buildkit`)))
      .slice(1)
      .map(({ guess }) => guess !== null);
  expect(guesses('COPY my file.txt /app', 'ADD --chown=1 my file /x/y')).toEqual([true, true]);
  expect(
    guesses(
      'COPY a b /app/',
      'COPY a b .',
      'COPY a b ./',
      'COPY a b ..',
      'COPY a b C:\\app\\',
      'COPY a b $DIR',
      'COPY a /b',
    ),
  ).toEqual([false, false, false, false, false, false, false]);
});

test('the classic builder’s lists get their commas, and its steps stay together', () => {
  const steps: Step[] = [
    { by: 'Apply image 10.0.17763.2300', created: '2026-01-01T00:00:00Z' },
    ...[
      'cmd /S /C #(nop)  ENV A=1',
      'cmd /S /C mkdir C:\\app',
      'cmd /S /C #(nop)  SHELL [powershell -Command $x = 1;]',
      'powershell -Command $x = 1; Get-Date',
      'powershell -Command $x = 1; #(nop)  ENTRYPOINT ["C:\\\\app\\\\x.exe" "--run"]',
      'powershell -Command $x = 1; #(nop)  CMD ["a" "b c"]',
    ].map((by) => ({ by, empty: true, created: '2026-01-02T00:00:00Z' })),
  ];
  const run = { Shell: ['powershell', '-Command', '$x = 1;'] };
  expect(linesOf(steps, run, [null], 'windows').map(({ part, text }) => `${part} ${text}`)).toEqual([
    'base # By Microsoft’s own tools, which make the base images of Windows: Apply image 10.0.17763.2300',
    'own FROM <unknown>',
    'own ENV A=1',
    'own RUN mkdir C:\\app',
    'own SHELL ["powershell", "-Command", "$x = 1;"]',
    'own RUN Get-Date',
    'own ENTRYPOINT ["C:\\\\app\\\\x.exe", "--run"]',
    'own CMD ["a", "b c"]',
  ]);
});

test('a command is not taken for a CMD that ends a base image', () => {
  const at = (by: string, day: number): Step => ({ by, empty: true, created: `2026-01-0${day}T00:00:00Z` });
  const steps = [
    at('cmd /S /C #(nop)  ENV A=1', 1),
    at('cmd /S /C dir', 1),
    { ...at('cmd /S /C mkdir C:\\x', 2), empty: false },
  ];
  expect(linesOf(steps, {}, [null], 'windows')[0]?.text).toBe('FROM scratch');
});

test('a line for the shell is one word to Docker for Windows, and a line again here', () => {
  const word = 'cmd /S /C C:\\app.exe "-x"';
  expect(windows([classic(`  CMD [${JSON.stringify(word)}]`)], { Cmd: [word], ArgsEscaped: true })).toEqual([
    'CMD C:\\app.exe "-x"',
  ]);
  expect(windows([], { Entrypoint: [word], Cmd: ['a b'], ArgsEscaped: true })).toEqual([
    'ENTRYPOINT C:\\app.exe "-x"',
    'CMD ["a b"]',
  ]);
  // Nobody said cmd: a program of that name, perhaps.
  expect(windows([], { Cmd: ['cmd.exe'], ArgsEscaped: true })).toEqual(['CMD ["cmd.exe"]']);
});

test('what every build for Windows begins with is not said', () => {
  expect(windows([], { Env: ['PATH=c:\\Windows\\System32;c:\\Windows'], WorkingDir: '\\' })).toEqual([]);
  expect(windows([buildkit('WORKDIR /app')], { WorkingDir: '\\app' })).toEqual(['WORKDIR /app']);
});
