import { expect, test } from 'vitest';
import { buildkit, linesOf } from '../../testing/history-lines.ts';
import { stepWords } from './step-words.ts';

const wordsOf = (by: string): string => {
  const line = linesOf([buildkit(by)]).at(-1);
  return line ? stepWords(line) : '';
};

test.each<[string, RegExp]>([
  ['RUN /bin/sh -c apt-get update && apt-get install -y curl && rm -rf /x # buildkit', /Debian packages.*deletes/],
  ['RUN /bin/sh -c npm ci # buildkit', /npm packages/],
  ['RUN /bin/sh -c true # buildkit', /Runs a command/],
  ['COPY a b # buildkit', /Copies/],
  ['CMD ["x"]', /what runs/],
  ['WORKDIR /x', /folder/],
])('%s', (by, expected) => {
  expect(wordsOf(by)).toMatch(expected);
});

test('what no Dockerfile made says so', () => {
  const line = linesOf([{ by: 'ko build ko://x', author: 'ko' }], {}, [null]).at(-1);
  expect(line && stepWords(line)).toMatch(/as it is/);
});
