import { expect, test } from 'vitest';
import { parseJson } from '../../json/parse-json.ts';
import { readConfig } from '../../oci/config.ts';
import { secretPieces } from '../config/secret-pieces.ts';
import { historySecrets } from './history-secrets.ts';

/** The steps' texts with `***` for what is covered. */
function covered(steps: readonly string[], run: object = {}): string[] {
  const history = steps.map((text) => ({ created_by: text }));
  const config = readConfig(parseJson('config.json', Buffer.from(JSON.stringify({ history, config: run }))));
  const spans = historySecrets(config);
  return steps.map((text, i) =>
    secretPieces(text, spans[i])
      .map((piece) => (piece.isSecret ? '***' : piece.text))
      .join(''),
  );
}

test.each<[string, string, string, object?]>([
  ['a declared argument', 'ARG DB_PASSWORD=correct horse battery staple', 'ARG DB_PASSWORD=***'],
  ['several of them', 'ARG A=b c DB_PASSWORD=d e F=g', 'ARG A=b c DB_PASSWORD=*** F=g'],
  [
    'a variable, as the config has it',
    'ENV API_TOKEN=a b=c d FOO=bar # buildkit',
    'ENV API_TOKEN=*** FOO=bar # buildkit',
    { Env: ['API_TOKEN=a b=c d', 'FOO=bar'] },
  ],
  [
    'a variable that was set anew',
    '/bin/sh -c #(nop)  ENV API_TOKEN=a b c FOO=bar',
    '/bin/sh -c #(nop)  ENV API_TOKEN=*** FOO=bar',
    { Env: ['API_TOKEN=x'] },
  ],
  ['a variable without =', 'ENV API_TOKEN a b c', 'ENV API_TOKEN ***'],
  ['quotes', 'ENV API_TOKEN="a b" FOO=bar', 'ENV API_TOKEN=*** FOO=bar', { Env: ['API_TOKEN=a b', 'FOO=bar'] }],
  ['a label', 'LABEL password=a b c=d', 'LABEL password=*** c=d', { Labels: { password: 'a b', c: 'd' } }],
  [
    'an argument of a RUN',
    'RUN |2 A=b c DB_PASSWORD=some secret words /bin/sh -c echo a b # buildkit',
    'RUN |2 A=b c DB_PASSWORD=*** /bin/sh -c echo a b # buildkit',
  ],
  ['of the classic builder', '|1 TOKEN=a b /bin/sh -c echo', '|1 TOKEN=*** /bin/sh -c echo'],
  ['one that has no end', '|1 TOKEN=a b echo', '|1 TOKEN=***'],
  ['no secret', 'ENV A=b c TOKEN_FILE=/x y', 'ENV A=b c TOKEN_FILE=/x y'],
  ['a path in its place', 'ARG TOKEN=/run/a b', 'ARG TOKEN=/run/a b'],
  ['a flag in a command', 'RUN /bin/sh -c x --password a b', 'RUN /bin/sh -c x --password *** b'],
])('%s', (_, step, expected, run = {}) => {
  expect(covered([step], run)).toEqual([expected]);
});

test('earlier and later steps tell where values end', () => {
  const secret = '|2 A=b c TOKEN=sec ret';
  const steps = [
    'ARG TOKEN',
    `${secret} /bin/echo x TOKEN=$Y`,
    '/bin/zsh -c #(nop)  SHELL [/bin/zsh -c]',
    `${secret} /bin/zsh -c make`,
  ];
  const shown = '|2 A=b c TOKEN=***';
  expect(covered(steps)).toEqual([steps[0], `${shown} /bin/echo x TOKEN=$Y`, steps[2], `${shown} /bin/zsh -c make`]);
});

test('made-up steps take no time', () => {
  const started = performance.now();
  const long = ['A= ', 'ARG ', ' ', '|9 A=', '#(nop) ', 'TOKEN=a ', '/', ' -c'].map((piece) => piece.repeat(60_000));
  for (const text of long) {
    for (const start of ['ENV ', 'ARG ', 'RUN |9 ', '|9999 ', 'SHELL [', '']) covered([start + text]);
  }
  expect(performance.now() - started).toBeLessThan(10_000);
});
