import { expect, test } from 'vitest';
import { linesOf } from '../../testing/history-lines.ts';
import type { Step } from '../../testing/history-lines.ts';

const HASH = '9cc8993aa604dc7e'.repeat(4);
/** As podman 4.3 and 5.4 and buildah 1.28 were seen to write them; the times of a build lie seconds apart. */
const step = (by: string, comment?: string, empty = true): Step => ({
  by,
  empty,
  created: '2026-11-30T00:23:56.1Z',
  ...(comment === undefined ? {} : { comment }),
});
const nop = (text: string, comment?: string, empty = true): Step => step(`/bin/sh -c #(nop) ${text}`, comment, empty);
const run = (text: string, comment?: string, empty = false): Step => step(`/bin/sh -c ${text}`, comment, empty);
const told = (steps: readonly Step[]): string[] =>
  linesOf(steps).map(({ part, producer, text }) => `${part} ${producer ?? '-'} ${text}`);

const own = [
  nop(`ADD dir:${HASH} in / `, undefined, false),
  nop('ENV A=1', 'FROM 115279f82396'),
  run('make', 'FROM 47623ee0bf95'),
];

test('with --layers each step notes the image of the step before, which is no base image', () => {
  expect(told(own)).toEqual([
    'own - FROM scratch',
    'own buildah ADD <unknown> /',
    'own buildah ENV A=1',
    'own buildah RUN make',
  ]);
});

test('the base image is the one with a name, also where its own build noted images', () => {
  const steps = [...own, run('child', 'FROM localhost/b:layers'), nop('CMD ["/x"]', 'FROM da07d488d558')];
  expect(told(steps).slice(3)).toEqual([
    'own - FROM localhost/b:layers',
    'own buildah RUN child',
    'own buildah CMD ["/x"]',
  ]);
});

test('a base image that was named by its ID', () => {
  const base = [run('a'), { ...nop(' CMD ["sh"]'), created: '2020-01-01T00:00:00Z' }];
  expect(told([...base, run('own', 'FROM 115279f82396')])).toEqual([
    'base classic # RUN a',
    'base classic # CMD ["sh"]',
    'own - FROM <unknown>',
    'own buildah RUN own',
  ]);
});

test('without a layer for each step, the older ones note the base image with the last, the newer with the first', () => {
  const steps = (first?: string, last?: string): Step[] => [
    run('base'),
    run('child', first, true),
    nop(`COPY file:${HASH} in /p `, undefined),
    nop('ENTRYPOINT ["/x"]', last, false),
  ];
  const expected = [
    'own - FROM b',
    'own buildah RUN child',
    'own buildah COPY <unknown> /p',
    'own buildah ENTRYPOINT ["/x"]',
  ];
  expect(told(steps(undefined, 'FROM b')).slice(1)).toEqual(expected);
  expect(told(steps('FROM b')).slice(1)).toEqual(expected);
});

test('one blank behind #(nop) is buildah’s since 2018, two are the classic builder’s', () => {
  const texts = (steps: readonly Step[]): (string | null)[] => linesOf(steps).flatMap(({ producer }) => producer ?? []);
  expect(texts([run('a'), nop('CMD ["x"]')])).toEqual(['buildah', 'buildah']);
  expect(texts([run('a'), nop(' CMD ["x"]')])).toEqual(['classic', 'classic']);
  expect(texts([{ ...nop('CMD ["x"]'), created: '2016-01-01T00:00:00Z' }])).toEqual(['classic']);
});

test('a RUN of the classic builder that changed nothing has no layer either', () => {
  expect(linesOf([run('true', undefined, true), run('b')]).flatMap(({ producer }) => producer ?? [])).toEqual([
    'classic',
    'classic',
  ]);
});

test('what another builder put onto an image of buildah is not buildah’s', () => {
  const lines = told([run('a', 'FROM x'), nop('CMD ["x"]'), run('b'), nop(' ENV B=1'), run('c')]);
  expect(lines.slice(-2)).toEqual(['own classic ENV B=1', 'own classic RUN c']);
  expect(lines).toContain('base buildah # CMD ["x"]');
});
