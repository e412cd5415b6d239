import { expect, test } from 'vitest';
import { buildkit, classic, kaniko, linesOf } from '../../testing/history-lines.ts';
import type { Step } from '../../testing/history-lines.ts';

const texts = (steps: readonly Step[]) => linesOf(steps).map(({ text }) => text);

test('lists behind build arguments with blanks are told by other steps, or not at all', () => {
  const pairs = '|3 V=1 SPACED=three more words TOKEN=sec ret';
  const declared = [buildkit('ARG V=1'), buildkit('ARG SPACED=two words'), buildkit('ARG TOKEN')];
  const list = buildkit(`RUN ${pairs} /bin/echo a b # buildkit`);
  const shell = buildkit(`RUN ${pairs} /bin/sh -c make # buildkit`);
  expect(texts([...declared, list, shell]).slice(-2)).toEqual(['RUN ["/bin/echo", "a", "b"]', 'RUN make']);
  const alone = linesOf([...declared, buildkit(`RUN ${pairs} echo a b # buildkit`)]).at(-1);
  expect(alone?.text).toBe('RUN <unknown>');
  expect(alone?.guess).toContain('cannot be told');
  expect(alone?.warning).toContain('secret');
  expect(linesOf([buildkit('RUN |1 A=x echo # buildkit')]).at(-1)?.guess).toContain('last build argument ends');
});

test('a RUN with a list of the classic builder makes no base image of what stands above it', () => {
  const steps = [classic(`COPY dir:${'a'.repeat(64)} in /bin `), { by: '/bin/x --install' }, classic(' ENV A=1')];
  const lines = linesOf(steps, {}, [null]);
  expect(lines.map(({ text, part }) => `${part} ${text}`)).toEqual([
    'own FROM scratch',
    'own COPY <unknown> /bin',
    'own RUN ["/bin/x", "--install"]',
    'own ENV A=1',
  ]);
  expect(lines[2]?.guess).toMatch(/^Guessed: a RUN with a list/);
  // An entry that says nothing is no command.
  expect(texts([classic(' ENV A=1'), { by: '' }, classic(' ENV B=1')])).toEqual([
    ...['FROM scratch', 'ENV A=1', '# The history has this step, and says nothing of it.', 'ENV B=1'],
  ]);
});

test('more steps than layers: those beyond made none, and that is said', () => {
  const steps = ['COPY a /', 'RUN /bin/sh -c make', 'COPY --from=x b /'].map((by) => ({ by: `${by} # buildkit` }));
  const lines = [...linesOf(steps, {}, [null]), ...linesOf([{ by: 'bash' }])].filter(({ history }) => history !== null);
  expect(lines.map(({ layer, kind }) => `${layer} ${kind}`)).toEqual([
    ...['0 instruction', 'null instruction', 'null instruction', 'null comment'],
  ]);
  const missing = 'The history says that this made a layer; there is none for it.';
  expect(lines.map(({ guess }) => guess?.startsWith(missing) ?? false)).toEqual([false, true, true, true]);
  expect(lines[2]?.guess).toContain('another stage');
});

test('a line that goes on is one line, as it was written', () => {
  expect(texts([kaniko('RUN a && \\\n    b')])[1]).toBe('RUN a &&      b');
  expect(texts([kaniko('RUN cat <<X\na \\\nb\nX')])[1]).toBe('RUN cat <<X\na \\\nb\nX');
});

test('the classic builder writes values of WORKDIR, buildah the line as it was', () => {
  const step = { by: '/bin/sh -c #(nop) WORKDIR /a$b', empty: true };
  expect(linesOf([step], { WorkingDir: '/a$b' })[1]?.text).toBe('WORKDIR /a\\$b');
  expect(linesOf([step], { WorkingDir: '/ax' }).map(({ text }) => text)).toEqual(['FROM scratch', 'WORKDIR /a$b']);
});

test('quotes of buildah are those of the line, also where a later step sets the value anew', () => {
  const [first, second] = ['ENV A="b" C=d\\ e', 'ENV A="x"'].map((line) => ({
    by: `/bin/sh -c #(nop) ${line}`,
    empty: true,
  }));
  const steps = [{ ...first, comment: 'FROM alpine' }, { ...second }];
  expect(texts(steps)).toEqual(['FROM alpine', 'ENV A="b" C=d\\ e', 'ENV A="x"']);
});

test('names of a COPY are those that BuildKit found, and the line of kaniko as it was', () => {
  expect(texts([buildkit("COPY it's $a /b # buildkit")])[1]).toBe("COPY it\\'s \\$a /b");
  expect(texts([kaniko('COPY "x" $a /b')])[1]).toBe('COPY "x" $a /b');
});

test('a list without its end is a line for the shell', () => {
  const Cmd = ['/bin/sh', '-c', '["sh", "x]'];
  expect(linesOf([kaniko('CMD ["sh", "x]')], { Cmd }).map(({ text }) => text)).toEqual([
    'FROM scratch',
    'CMD ["sh", "x]',
  ]);
});
