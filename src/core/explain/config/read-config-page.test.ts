import { describe, expect, test } from 'vitest';
import { parseJson } from '../../json/parse-json.ts';
import { readConfig } from '../../oci/config.ts';
import type { ConfigFact, ConfigPage } from '../config-page.ts';
import { readConfigPage } from './read-config-page.ts';

function pageOf(run: object, top: object = {}, annotations: Record<string, string> = {}): ConfigPage {
  const json = JSON.stringify({
    os: 'linux',
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: [] },
    config: run,
    ...top,
  });
  return readConfigPage(readConfig(parseJson('config.json', Buffer.from(json))), new Map(Object.entries(annotations)));
}
const facts = (page: ConfigPage, title: string): readonly ConfigFact[] =>
  page.groups.find((group) => group.title === title)?.facts ?? [];
const fact = (page: ConfigPage, name: string): ConfigFact | undefined =>
  page.groups.flatMap((group) => group.facts).find((one) => one.name === name);

describe('what runs', () => {
  test.each<[string, object, string | null, RegExp]>([
    ['nothing', {}, null, /has to say/],
    ['a list', { Entrypoint: ['/x'], Cmd: ['a b', '-c'] }, "/x 'a b' -c", /Cmd as its arguments/],
    ['an entry point alone', { Entrypoint: ['/x'] }, '/x', /are given to it/],
    [
      'a line',
      { Entrypoint: ['/bin/sh', '-c', 'x $A'], Cmd: ['y'] },
      "/bin/sh -c 'x $A' y",
      /do not reach it.*no effect.*signal/s,
    ],
    ['a line with exec', { Entrypoint: ['/bin/sh', '-c', 'exec x'] }, "/bin/sh -c 'exec x'", /^(?!.*signal)/s],
    ['Cmd alone', { Cmd: ['nginx', '-g'] }, 'nginx -g', /no entry point.*PATH/s],
    [
      'a line for Cmd behind an entry point',
      { Entrypoint: ['/x'], Cmd: ['/bin/sh', '-c', 'y'] },
      '/x /bin/sh -c y',
      /Few programs/,
    ],
    ['a variable that stays', { Entrypoint: ['/x'], Cmd: ['$HOME'] }, "/x '$HOME'", /\$HOME reaches the program/],
    ['another shell', { Shell: ['/bin/bash', '-c'], Cmd: ['/bin/bash', '-c', 'x'] }, '/bin/bash -c x', /bash runs it/],
    ['a quote', { Cmd: ["/it's"] }, `'/it'\\''s'`, /no entry point/],
  ])('%s', (_, run, runs, notes) => {
    const page = pageOf(run);
    expect(page.runs).toBe(runs);
    expect(page.runsNotes.join('\n')).toMatch(notes);
  });
  test('a shell reads its variables', () => {
    expect(pageOf({ Cmd: ['/bin/sh', '-c', 'echo $A'] }).runsNotes.join()).not.toContain('as it stands');
  });
});

test('Windows knows one command line only', () => {
  const windows = (run: object) => pageOf(run, { os: 'windows' });
  expect(windows({ Entrypoint: ['C:\\a b\\x.exe'], Cmd: ['', 'c:\\d\\', 'e f\\', 'say "hi"'] }).runs).toBe(
    '"C:\\a b\\x.exe" "" c:\\d\\ "e f\\\\" "say \\"hi\\""',
  );
  const line = windows({ Entrypoint: ['cmd /S /C app "a b"'], Cmd: ['x y'], ArgsEscaped: true });
  expect(line.runs).toBe('cmd /S /C app "a b" "x y"');
  expect(line.runsNotes.join('\n')).toMatch(
    /^The entry point was written as one line, so cmd runs it.*go on that line/,
  );
  expect(windows({ Cmd: ['cmd', '/S', '/C', 'dir'] }).runsNotes.join()).toMatch(/written as one line, so cmd/);
  // The same words on Linux are one program with blanks in its name.
  expect(pageOf({ Entrypoint: ['cmd /S /C app'], ArgsEscaped: true }).runs).toBe("'cmd /S /C app'");
  const started = performance.now();
  windows({ Cmd: ['\\'.repeat(300_000)] });
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('settings', () => {
  test('users', () => {
    expect(fact(pageOf({}), 'User')).toMatchObject({ value: 'root', isWords: true });
    expect(fact(pageOf({ User: '1000:1000' }), 'User')).toMatchObject({ value: '1000:1000', isWords: false });
    expect(fact(pageOf({ User: '1000' }), 'User')?.note).toMatch(/group 0/);
    expect(fact(pageOf({ User: 'app' }), 'User')?.note).toMatch(/passwd/);
    expect(fact(pageOf({ User: '0' }), 'User')?.note).toMatch(/root/);
    expect(fact(pageOf({ User: ':5' }), 'User')?.note).toMatch(/^No user is given, so it is root.* group is a number/);
  });
  test('what is set but no text is not taken for what is absent', () => {
    const page = pageOf({ User: 1000, WorkingDir: [], StopSignal: 9 });
    for (const name of ['User', 'Working folder', 'Stop signal']) {
      expect(fact(page, name)).toMatchObject({ value: 'Cannot be read', isWords: true });
      expect(fact(page, name)?.warning).toMatch(/is set, but is no text/);
    }
  });
  test('entries without a name are not one variable', () => {
    const env = facts(pageOf({ Env: ['=empty', '', '=C:=x', 'A=1', 'A'] }), 'Environment');
    expect(env.map(({ warning }) => warning !== null)).toEqual([false, false, false, true, false]);
  });
  test('environment: secrets are marked, the last of a name counts, PATH is told', () => {
    const env = facts(
      pageOf({ Env: ['PATH=/usr/bin:/opt/x', 'TOKEN=abc', 'A=1', 'A=2', 'EMPTY=', 'odd', 'P=.:/x'] }),
      'Environment',
    );
    expect(env.map(({ name, isSecret }) => `${name}${isSecret ? '!' : ''}`).join()).toBe('PATH,TOKEN!,A,A,EMPTY,odd,P');
    expect(env[0]?.note).toMatch(/2 folders.*\/opt\/x/);
    expect(env.map(({ warning }) => warning !== null)).toEqual([false, true, true, false, false, false, false]);
    expect(env[4]?.isWords).toBe(true);
    // What stands above all of them is not said again with each.
    expect(facts(pageOf({ Env: ['A=1', 'TZ=UTC'] }), 'Environment').map(({ note }) => note)).toEqual([
      null,
      'The time zone.',
    ]);
    expect(facts(pageOf({ Env: ['PATH=.:/bin'] }), 'Environment')[0]?.note).toMatch(/working folder/);
  });
  test('ports, volumes, labels, annotations, onbuild', () => {
    const page = pageOf(
      {
        ExposedPorts: { '80/tcp': {}, x: {} },
        Volumes: { '/data': {} },
        Labels: { a: 'b', password: 'x' },
        OnBuild: ['RUN x'],
      },
      {},
      { 'org.opencontainers.image.created': '2024-01-02T03:04:05Z' },
    );
    expect(
      facts(page, 'Ports').map(({ note, warning }) => [note?.includes('HTTP') ?? false, warning !== null]),
    ).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(facts(page, 'Volumes').map(({ value }) => value)).toEqual(['/data']);
    expect(facts(page, 'Labels').map(({ isSecret }) => isSecret)).toEqual([false, true]);
    expect(facts(page, 'Annotations')[0]?.note).toContain('2 January 2024');
    expect(facts(page, 'For images built on this one')).toHaveLength(1);
  });
  test('health checks', () => {
    const check = (Healthcheck: object): string =>
      facts(pageOf({ Healthcheck }), 'Health check')
        .map(({ value, note }) => `${value} ${note ?? ''}`)
        .join('\n');
    expect(check({ Test: ['CMD-SHELL', 'curl x || exit 1'], Interval: 90e9, Retries: 1, StartPeriod: 5e9 })).toMatch(
      /^curl x.*shell.*90 seconds.*one failure.*5 seconds/s,
    );
    expect(check({ Test: ['CMD', '/ok'] })).toMatch(/30 seconds[^]*3 failures/);
    expect(check({ Test: ['NONE'] })).toMatch(/None/);
    expect(check({})).toMatch(/built on/);
    expect(facts(pageOf({ Healthcheck: 'x' }), 'Health check')[0]?.warning).not.toBeNull();
    expect(facts(pageOf({}), 'Health check')).toEqual([]);
  });
  test('signals, folders, platform, origin', () => {
    expect(fact(pageOf({}), 'Stop signal')).toMatchObject({ value: 'SIGTERM', isWords: true });
    expect(fact(pageOf({ StopSignal: '3' }), 'Stop signal')?.note).toMatch(/SIGQUIT/);
    expect(fact(pageOf({ WorkingDir: 'app' }), 'Working folder')?.warning).not.toBeNull();
    expect(fact(pageOf({}, { variant: 'v3' }), 'Platform')).toMatchObject({ value: 'linux/amd64/v3', warning: null });
    expect(fact(pageOf({}, { os: undefined }), 'Platform')?.warning).not.toBeNull();
    expect(fact(pageOf({}, { created: '1970-01-01T00:00:00Z' }), 'Created')?.note).toMatch(/placeholder/);
  });
});

test('made-up configs are bounded and said', () => {
  const page = pageOf({ Env: Array.from({ length: 2000 }, (_, i) => `A${String(i)}=1`), Labels: 7 });
  const env = page.groups.find(({ title }) => title === 'Environment');
  expect([env?.facts.length, env?.left]).toEqual([500, 1500]);
  expect(facts(page, 'Could not be read').map(({ value }) => value)).toEqual(['/config/Labels']);
  expect(pageOf({ Cmd: Array.from({ length: 5000 }, () => 'x') }).runs?.length).toBeLessThan(3000);
});
