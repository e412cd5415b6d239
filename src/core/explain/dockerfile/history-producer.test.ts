import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../oci/config.ts';
import { historyMakers, makerWords } from './history-producer.ts';

type Entry = Partial<Pick<HistoryEntry, 'createdBy' | 'comment' | 'author' | 'created'>>;
const makers = (entries: readonly Entry[], cmd?: readonly string[] | null): string[] =>
  historyMakers(
    entries.map((entry) => ({
      ...{ created: null, createdBy: null, author: null, comment: null, emptyLayer: false, pointer: '' },
      ...entry,
    })),
    cmd,
  ).map(({ producer, isSure }) => (isSure ? producer : `${producer}?`));
const by = (...texts: string[]): Entry[] => texts.map((createdBy) => ({ createdBy }));

test('the classic builder on Windows is not kaniko, whatever shell SHELL names', () => {
  expect(
    makers(
      by(
        'cmd /S /C #(nop)  ENV A=1',
        'cmd /S /C mkdir C:\\app',
        'cmd /S /C #(nop)  SHELL [powershell -Command $x = 1;]',
        'powershell -Command $x = 1; Get-Date',
        'powershell -Command $x = 1; #(nop) WORKDIR C:\\app',
        'powershell -Command $x = 1; #(nop)  SHELL [cmd /C]',
        'cmd /C dir',
        'cmd /C #(nop)  CMD ["cmd"]',
      ),
    ),
  ).toEqual(Array(8).fill('classic'));
  expect(makers(by('/bin/sh -c #(nop)  SHELL [/bin/zsh -c]', '/bin/zsh -c make', '/bin/zsh -l -c make'))).toEqual([
    ...['classic', 'classic', 'commit'],
  ]);
});

test('crane notes what it did', () => {
  expect(makers(by('crane flatten sha256:7c9d', 'crane rebase', 'crane'))).toEqual(['crane', 'crane', 'commit']);
});

test('what stands between steps of one builder without a trace is a RUN with a list', () => {
  const [copy, env] = ['/bin/sh -c #(nop) COPY file:a in / ', '/bin/sh -c #(nop)  ENV A=1'];
  expect(makers(by(copy, '/bin/x --install', '/bin/y', '', env))).toEqual([
    ...['classic', 'classic?', 'classic?', 'classic?', 'classic'],
  ]);
  const buildah = { createdBy: '/bin/sh -c make', comment: 'FROM alpine' };
  expect(makers([buildah, ...by('/bin/x', '/bin/sh -c make')])).toEqual(['buildah', 'buildah?', 'buildah']);
});

test('docker commit is the last, has a comment or another author, or a pause behind it', () => {
  const [first = {}, run = {}, last = {}] = by('/bin/sh -c make', 'bash', '/bin/sh -c make');
  expect(makers([first, run])[1]).toBe('commit');
  expect(makers([run, last])[0]).toBe('commit');
  expect(makers([first, { ...run, comment: 'by hand' }, last])[1]).toBe('commit');
  expect(makers([first, { ...run, author: 'me' }, last])[1]).toBe('commit');
  const at = (entry: Entry, hour: number): Entry => ({ ...entry, created: `2026-01-01T0${hour}:00:00Z` });
  expect(makers([at(first, 0), at(run, 0), at(last, 1)])[1]).toBe('commit');
  expect(makers([at(first, 0), at(run, 0), at(last, 0)])[1]).toBe('classic?');
  expect(makers([first, run, { createdBy: 'RUN make # buildkit' }])[1]).toBe('commit');
});

test('a RUN with a list is told as the first step on a base image, and as the last of all', () => {
  const at = (entry: Entry, hour: number): Entry => ({ ...entry, created: `2026-01-01T0${hour}:00:00Z` });
  const [base = {}, list = {}, next = {}] = by('/bin/sh -c #(nop)  CMD ["sh"]', '/bin/x -a', '/bin/sh -c make');
  expect(makers([at(base, 0), at(list, 5), at(next, 5)])).toEqual(['classic', 'classic?', 'classic']);
  expect(makers([{ createdBy: 'RUN make # buildkit' }, list, next])).toEqual(['buildkit', 'classic?', 'classic']);
  // Nothing is there yet that could be run.
  expect(makers([list, next])[0]).toBe('commit');
  expect(makers([base, next, list], ['sh'])).toEqual(['classic', 'classic', 'classic?']);
  expect(makers([base, next, list], null)[2]).toBe('classic?');
  expect(makers([at(next, 0), at(list, 1)], ['sh'])[1]).toBe('commit');
  expect(makers([next, { ...list, comment: 'by hand' }], ['sh'])[1]).toBe('commit');
  // What was started in the container is what the image starts now.
  expect(makers([base, next, list], ['/bin/x', '-a'])[2]).toBe('commit');
});

test('lines of a Dockerfile alone are most likely kaniko’s, with its author surely', () => {
  expect(makers([{ createdBy: 'RUN a' }, { createdBy: 'RUN a', author: 'kaniko' }])).toEqual(['kaniko?', 'kaniko']);
  expect(makerWords({ producer: 'kaniko', isSure: false })).toBe('most likely kaniko');
  expect(makerWords({ producer: 'kaniko', isSure: true })).toBe('kaniko');
});
