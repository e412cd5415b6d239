import { describe, expect, test } from 'vitest';
import { buildkit, classic, kaniko, linesOf } from '../../testing/history-lines.ts';
import type { Step } from '../../testing/history-lines.ts';

const texts = (steps: readonly Step[], run: object = {}) => linesOf(steps, run).map(({ text }) => text);
/** One step's own line, the FROM before it left out. */
const one = (step: Step, run: object = {}) => texts([step], run)[1];

describe('steps in today’s syntax', () => {
  test.each<[string, Step, string, object?]>([
    ['RUN', buildkit('RUN /bin/sh -c apk add x # buildkit'), 'RUN apk add x'],
    ['RUN, classic', { by: '/bin/sh -c apt-get update' }, 'RUN apt-get update'],
    [
      'RUN with a heredoc',
      buildkit('RUN /bin/sh -c set -e\necho EOF\n # buildkit'),
      'RUN <<EOF\nset -e\necho EOF\nEOF',
    ],
    ['RUN with a heredoc of one line', buildkit('RUN /bin/sh -c  make\n # buildkit'), 'RUN <<EOF\n make\nEOF'],
    ['RUN whose mark stands on a line of its own', buildkit('RUN /bin/sh -c a\nb\n# buildkit'), 'RUN <<EOF\na\nb\nEOF'],
    ['RUN of the first BuildKit', buildkit(`RUN /bin/sh -c a # buildkit:sha256:${'a'.repeat(64)}`), 'RUN a'],
    [
      'RUN with a heredoc in which another one ends before it does',
      buildkit('RUN /bin/sh -c cat <<X\nin\nX\nmake\n # buildkit'),
      'RUN <<EOF\ncat <<X\nin\nX\nmake\nEOF',
    ],
    ['RUN fed by a heredoc', buildkit('RUN /bin/sh -c cat <<X >/f\na\nX # buildkit'), 'RUN cat <<X >/f\na\nX'],
    ['COPY of what is only named like a heredoc', buildkit('COPY a<<b /c # buildkit'), 'COPY a<<b /c'],
    ['COPY by hash', classic(`COPY dir:${'a'.repeat(64)} in /app `), 'COPY <unknown> /app'],
    ['COPY with flags', buildkit('COPY --chown=1:1 a b /c/ # buildkit'), 'COPY --chown=1:1 a b /c/'],
    ['COPY of a heredoc', buildkit('COPY <<EOF /etc/x # buildkit'), 'COPY <<EOF /etc/x\nEOF'],
    ['ENV', classic(' ENV A=1 B=two words C='), 'ENV A=1 B="two words" C=', { Env: ['A=1', 'B=two words', 'C='] }],
    ['ENV that is set anew later', buildkit('ENV A=x y B=z'), 'ENV A="x y" B=z', { Env: ['A=other', 'B=z'] }],
    [
      'ENV with what looks like a variable',
      buildkit('ENV OPTS=-Da=b -Dc=$d'),
      'ENV OPTS="-Da=b -Dc=\\$d"',
      { Env: ['OPTS=-Da=b -Dc=$d'] },
    ],
    ['LABEL', buildkit('LABEL a.b=x y c="d"'), 'LABEL a.b="x y" c="\\"d\\""', { Labels: { 'a.b': 'x y', c: '"d"' } }],
    ['ENV that ends in blanks', buildkit('ENV A=  two  '), 'ENV A="  two  "', { Env: ['A=  two  '] }],
    [
      'LABEL of a name with blanks, more than once',
      buildkit('LABEL my key=v w my key=x'),
      'LABEL "my key"="v w" "my key"=x',
      { Labels: { 'my key': 'x' } },
    ],
    [
      'WORKDIR with what Dockerfiles read otherwise',
      buildkit('WORKDIR /it\'s "$a"\\b'),
      'WORKDIR /it\\\'s \\"\\$a\\"\\\\b',
    ],
    ['VOLUME too', buildkit('VOLUME [/a$b]'), 'VOLUME ["/a\\\\$b"]', { Volumes: { '/a$b': {} } }],
    ['EXPOSE, new', buildkit('EXPOSE [80/tcp 53/udp]'), 'EXPOSE 80/tcp 53/udp'],
    ['EXPOSE, classic', classic(' EXPOSE 80'), 'EXPOSE 80'],
    [
      'VOLUME',
      buildkit('VOLUME [/data /with blank]'),
      'VOLUME ["/data", "/with blank"]',
      { Volumes: { '/with blank': {} } },
    ],
    ['USER of old Docker', classic(' USER [app]'), 'USER app'],
    ['CMD', classic(' CMD ["nginx" "-g" "daemon off;"]'), 'CMD ["nginx", "-g", "daemon off;"]'],
    ['CMD with escapes', classic(' CMD ["a\\tb" "\\x01" "\\""]'), 'CMD ["a\\tb", "\\u0001", "\\""]'],
    ['CMD for the shell', buildkit('CMD ["/bin/sh" "-c" "echo $A"]'), 'CMD echo $A'],
    ['ENV of old Docker, with one blank', classic('ENV A=b c'), 'ENV A="b c"', { Env: ['A=b c'] }],
    [
      'ENV with a line break, which no Dockerfile can hold',
      buildkit('ENV A=b\nc'),
      'ENV A="b\\nc"',
      { Env: ['A=b\nc'] },
    ],
    [
      'LABEL with blanks in its name',
      buildkit('LABEL my key=v w'),
      'LABEL "my key"="v w"',
      { Labels: { 'my key': 'v w' } },
    ],
    ['MAINTAINER with what looks like a variable', classic(' MAINTAINER $A "b"'), 'LABEL maintainer="\\$A \\"b\\""'],
    ['ARG, several', buildkit('ARG A B=1 C=two words'), 'ARG A B=1 C="two words"'],
    [
      'RUN that ends in a backslash',
      buildkit('RUN /bin/sh -c echo \\ # buildkit'),
      'RUN ["/bin/sh", "-c", "echo \\\\"]',
    ],
    ['COPY of two heredocs', buildkit('COPY <<one <<two /d/ # buildkit'), 'COPY <<one <<two /d/\none\ntwo'],
    ['buildah keeps quotes', classic('ENV A="b c" D=e'), 'ENV A="b c" D=e', { Env: ['A=b c', 'D=e'] }],
    ['buildah keeps flags', { by: '/bin/sh -c --network=none make' }, 'RUN --network=none make'],
    ['buildah leaves the end of a heredoc out', { by: '/bin/sh -c <<EOF sh\nmake' }, 'RUN <<EOF sh\nmake\nEOF'],
    [
      'buildah puts sums of mounted folders behind the command',
      { by: `/bin/sh -c --mount=type=bind,target=/x make:sha256:${'a'.repeat(64)}:${'b'.repeat(64)}` },
      'RUN --mount=type=bind,target=/x make',
    ],
    ['kaniko, ENV without =', kaniko('ENV A some $B'), 'ENV A="some $B"', { Env: ['A=some x'] }],
    ['kaniko, a health check', kaniko('HEALTHCHECK --retries=2 CMD x'), 'HEALTHCHECK --retries=2 CMD x'],
    ['CMD of nothing', buildkit('CMD []'), 'CMD []'],
    ['ENTRYPOINT of old Docker', classic(' ENTRYPOINT &{["/x"]}'), 'ENTRYPOINT ["/x"]'],
    ['SHELL', buildkit('SHELL [/bin/bash -o pipefail -c]'), 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]'],
    ['MAINTAINER', classic(' MAINTAINER A <a@b>'), 'LABEL maintainer="A <a@b>"'],
    ['ONBUILD', classic(' ONBUILD RUN make'), 'ONBUILD RUN make'],
    ['kaniko', { by: 'RUN apk add x', author: 'kaniko' }, 'RUN apk add x'],
    ['Windows', { by: 'cmd /S /C #(nop)  ENV A=1', empty: true }, 'ENV A=1'],
  ])('%s', (_, step, expected, run = {}) => {
    // What the config alone knows comes behind.
    expect(one(step, run)).toBe(expected);
  });

  test('a health check that a later one replaced is read as printed, the last as the config has it', () => {
    const printed = 'HEALTHCHECK &{["CMD-SHELL" "curl -f x || exit 1"] "5s" "0s" "1m0s" "0s" \'\\x03\'}';
    const Healthcheck = { Test: ['CMD', '/ok'], Interval: 90_000_000_000, Retries: 3 };
    expect(
      texts([buildkit(printed), buildkit('HEALTHCHECK {Test:[CMD /ok] Interval:1m30s}')], { Healthcheck }),
    ).toEqual([
      'FROM scratch',
      'HEALTHCHECK --interval=5s --start-period=1m0s --retries=3 CMD curl -f x || exit 1',
      'HEALTHCHECK --interval=90s --retries=3 CMD ["/ok"]',
    ]);
  });

  test('SHELL changes what later steps begin with', () => {
    const run = 'RUN /bin/bash -o pipefail -c a | b # buildkit';
    expect(texts([buildkit('SHELL [/bin/bash -o pipefail -c]'), buildkit(run)])[2]).toBe('RUN a | b');
    expect(one(buildkit(run))).toBe('RUN ["/bin/bash", "-o", "pipefail", "-c", "a | b"]');
  });

  test('build arguments: values with blanks, lines for those not declared, and a warning', () => {
    const steps = [buildkit('ARG A=1'), buildkit('RUN |2 A=1 B=two words /bin/sh -c echo $A=$B # buildkit')];
    const lines = linesOf(steps);
    expect(lines.map(({ text }) => text)).toEqual(['FROM scratch', 'ARG A=1', 'ARG B', 'RUN echo $A=$B']);
    expect(lines.at(-1)?.warning).toContain('anyone');
    expect(lines.at(-1)?.createdBy).toBe(steps[1]?.by);
  });
});

describe('what would be no valid Dockerfile', () => {
  test.each(['EXPOSE map[]', 'VOLUME []', 'USER ', 'SHELL []', 'LABEL no pair at all "', 'COPY x # buildkit'])(
    '%s is a remark',
    (by) => {
      expect(linesOf([buildkit(by)], {}).map(({ kind }) => kind)).toEqual(['from', 'comment']);
    },
  );
  test('a line break within an instruction does not begin another one', () => {
    expect(one(buildkit('USER a\nRUN b'))).toBe('USER a RUN b');
    expect(one(kaniko('WORKDIR /a\nRUN b'))).toBe('WORKDIR /a RUN b');
  });
  test('control characters of names do not reach a terminal through a comment', () => {
    const layers = [{ files: 1, bytes: 1, deletions: 0, paths: ['a\u001b[31m'] }];
    expect(linesOf([{ ...buildkit('COPY a /'), empty: false }], {}, layers)[1]?.text).toBe(
      '# Brings 1 file, 1 B: /a\\x1b[31m',
    );
  });
  test('a base image whose name has blanks is not known', () => {
    expect(texts([{ by: '/bin/sh -c make', comment: 'FROM a b' }])[0]).toBe('FROM <unknown>');
  });
});

test('a list behind build arguments with blanks', () => {
  const steps = [buildkit('ARG A=two words'), buildkit('RUN |2 A=two words B= /bin/echo x # buildkit')];
  expect(texts(steps).at(-1)).toBe('RUN ["/bin/echo", "x"]');
});

test('what is not in the history is said', () => {
  const guess = (step: Step) => linesOf([step]).find(({ kind }) => kind === 'instruction')?.guess;
  expect(guess(kaniko('COPY --from=build /a /b'))).toContain('another stage');
  expect(guess(buildkit('RUN /bin/sh -c /dev/pipes/EOF # buildkit'))).toContain('text is not in the history');
});

describe('the base image', () => {
  const date = (day: number) => `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;
  test('buildah notes it', () => {
    const lines = linesOf([
      { by: '/bin/sh -c #(nop) ADD file:abc in / ' },
      { by: '/bin/sh -c #(nop) COPY x /', comment: 'FROM docker.io/library/alpine:3.20' },
      { by: '/bin/sh -c make' },
    ]);
    expect(lines.map(({ text, part }) => `${part} ${text}`)).toEqual([
      'base # ADD file:abc in /',
      'own FROM docker.io/library/alpine:3.20',
      'own COPY x /',
      'own RUN make',
    ]);
    expect(lines[3]?.producer).toBe('buildah');
  });
  test('a root file system with its command ends it', () => {
    const lines = linesOf([
      { by: 'ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit' },
      buildkit('CMD ["/bin/sh"]'),
      { by: 'RUN /bin/sh -c apk add x # buildkit', comment: 'buildkit.dockerfile.v0' },
      buildkit('CMD ["/app"]'),
    ]);
    expect(lines.map(({ text }) => text)).toEqual([
      '# ADD alpine-minirootfs-3.20.3-x86_64.tar.gz /',
      '# CMD ["/bin/sh"]',
      'FROM alpine:3.20.3',
      'RUN apk add x',
      'CMD ["/app"]',
    ]);
    expect(lines[2]?.guess).toBe('Above this point a root file system is added and its command set.');
  });
  test('another builder, and a pause behind a command, end it too; the last end counts', () => {
    const steps: Step[] = [
      {
        by: "# debian.sh --arch 'amd64' out/ 'bookworm' '@1700000000'",
        comment: 'debuerreotype 0.15',
        created: date(1),
      },
      { by: 'RUN /bin/sh -c make # buildkit', created: date(2) },
      { ...buildkit('CMD ["python3"]'), created: date(2) },
      { by: 'COPY a b # buildkit', created: date(9) },
    ];
    const lines = linesOf(steps);
    expect(lines.map(({ part }) => part).join()).toBe('base,base,base,own,own');
    expect(lines[3]).toMatchObject({
      text: 'FROM debian:bookworm',
      guess:
        'Above this point the last step sets the command, as Dockerfiles end, and the steps are at least an hour older.',
    });
    expect(
      linesOf(steps.slice(0, 2))
        .map(({ part }) => part)
        .join(),
    ).toBe('base,own,own');
  });
});

describe('tools without a Dockerfile', () => {
  test.each<[string, Step]>([
    ['ko', { by: 'ko build ko://example.com/app', author: 'ko', comment: 'go build output, at /ko-app/app' }],
    ['jib', { by: 'jib-maven-plugin:3.4', author: 'Jib', comment: 'dependencies' }],
    ['bazel', { by: 'bazel build //:image', author: 'Bazel' }],
    ['nix', { comment: "store paths: ['/nix/store/x']", created: '1970-01-01T00:00:01Z' }],
    ['buildpacks', { by: "Layer: 'jre', Created by buildpack: x@1", created: '1980-01-01T00:00:01Z' }],
    ['apko', { by: 'apko', author: 'apko', comment: 'This is an apko single-layer image' }],
    ['umoci', { by: 'umoci repack' }],
    ['import', { comment: 'Imported from -' }],
    ['squash', { comment: `merge sha256:${'a'.repeat(64)} to sha256:${'b'.repeat(64)}` }],
    ['commit', { by: 'bash', comment: 'by hand' }],
    ['buildah', { by: '/bin/sh' }],
  ])('%s: a remark, the layer as it is, and what the config says', (producer, step) => {
    const layers = [{ files: 2, bytes: 12, deletions: 1, paths: ['a', 'b'] }];
    const lines = linesOf([step], { Entrypoint: ['/app'], Env: ['A=b c'] }, layers);
    expect(lines.map(({ kind }) => kind).join()).toBe('from,comment,comment,instruction,instruction,instruction');
    expect(lines[3]).toMatchObject({ text: 'ADD <layer 1> /', layer: 0, producer });
    expect(lines[2]?.text).toBe('# Brings 2 files, 12 B: /a, /b; deletes 1');
    expect(lines.slice(4).map(({ text }) => text)).toEqual(['ENV A="b c"', 'ENTRYPOINT ["/app"]']);
  });
  test('layers that the history does not reach, and no history at all', () => {
    const layers = [null, null];
    expect(
      linesOf(
        [buildkit('COPY a b # buildkit')].map((step) => ({ ...step, empty: false })),
        {},
        layers,
      ).map(({ text }) => text),
    ).toEqual(['FROM scratch', 'COPY a b', 'ADD <layer 2> /']);
    expect(linesOf([], {}, layers).map(({ text, layer }) => [layer, text])).toEqual([
      [null, 'FROM scratch'],
      [0, 'ADD <layer 1> /'],
      [1, 'ADD <layer 2> /'],
    ]);
  });
});
