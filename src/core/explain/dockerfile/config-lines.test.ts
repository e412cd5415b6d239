import { describe, expect, test } from 'vitest';
import { buildkit, classic, kaniko, linesOf } from '../../testing/history-lines.ts';
import type { Step } from '../../testing/history-lines.ts';

const texts = (steps: readonly Step[], run: object = {}) => linesOf(steps, run).map(({ text }) => text);

describe('what the config has beyond the steps', () => {
  const steps = [buildkit('ENV A=1 B=2'), buildkit('EXPOSE [80/tcp]'), buildkit('WORKDIR /a/'), buildkit('CMD ["sh"]')];
  const beyond = (run: object, more: readonly Step[] = []) => {
    const all = [...steps, ...more];
    return texts(all, run).slice(1 + all.length);
  };
  test('is said, as tools that change an image note no steps', () => {
    expect(
      beyond({
        ...{ Env: ['A=1', 'B=3'], ExposedPorts: { '80/tcp': {}, '81/tcp': {} }, Volumes: { '/v': {} } },
        ...{ WorkingDir: '/b', User: 'u', Entrypoint: ['/x'], Cmd: ['y'] },
      }),
    ).toEqual(['ENV B=3', 'WORKDIR /b', 'EXPOSE 81/tcp', 'VOLUME ["/v"]', 'USER u', 'ENTRYPOINT ["/x"]', 'CMD ["y"]']);
  });
  test('is nothing where the steps have set it, in whatever form', () => {
    const run = { Env: ['A=1', 'B=2'], ExposedPorts: { '80/tcp': {} }, WorkingDir: '/a', Cmd: ['sh'] };
    expect(beyond(run)).toEqual([]);
    expect(beyond({ ...run, Entrypoint: ['/bin/sh', '-c', 'x $A'] }, [kaniko('ENTRYPOINT x $A')])).toEqual([]);
    // What variables and ranges come to is not known.
    const guessed = [kaniko('USER $UID'), kaniko('EXPOSE 7000-7001'), kaniko('ENV C=$A')];
    const ports = { '80/tcp': {}, '7000/tcp': {}, '7001/tcp': {} };
    expect(beyond({ ...run, User: '5', ExposedPorts: ports, Env: ['A=1', 'B=2', 'C=1'] }, guessed)).toEqual([]);
    expect(texts([buildkit('COPY a / # buildkit')], { WorkingDir: '/' })).toEqual(['FROM scratch', 'COPY a /']);
  });
  test('another command than that of the steps, with an entry point of theirs behind it or without', () => {
    const entry = [buildkit('ENTRYPOINT ["/x"]')];
    const run = { Env: ['A=1', 'B=2'], ExposedPorts: { '80/tcp': {} }, WorkingDir: '/a', Entrypoint: ['/x'] };
    expect(beyond({ ...run, Cmd: ['sh'] }, entry)).toEqual([]);
    expect(beyond({ ...run, Cmd: ['y'] }, entry)).toEqual(['CMD ["y"]']);
  });
  test('a command again behind an entry point of the config, which would take it away', () => {
    expect(beyond({ Env: ['A=1', 'B=2'], WorkingDir: '/a', Entrypoint: ['/x'], Cmd: ['sh'] })).toEqual([
      ...['ENTRYPOINT ["/x"]', 'CMD ["sh"]'],
    ]);
  });
});

test('layers that the history does not reach are put on the image that it tells of', () => {
  const diffIds = ['a', 'b', 'c'];
  const steps = [classic(`ADD file:${'a'.repeat(64)} in / `), classic(' CMD ["sh"]')].map((step, i) => ({
    ...step,
    empty: i > 0,
  }));
  const told = (history: readonly Step[]) =>
    linesOf(history, {}, [], 'linux', diffIds).map(({ text, part, layer }) => `${part} ${layer} ${text}`);
  expect(told(steps)).toEqual([
    'base 0 # ADD <unknown> /',
    'base null # CMD ["sh"]',
    'own null FROM <unknown>',
    'own 1 ADD <layer 2> /',
    'own 2 ADD <layer 3> /',
  ]);
  // Whose steps these are is not known, and none of them need be a base image's.
  expect(told([{ by: 'some tool' }])[0]).toBe('own null FROM scratch');
});

test('labels that no step set, as docker build --label does, come from the config', () => {
  const Labels = { a: '1', 'b c': '2', d: '3' };
  expect(texts([buildkit('LABEL a=1')], { Labels }).at(-1)).toBe('LABEL "b c"=2 d=3');
});
