import { expect, test } from 'vitest';
import { isSecretName, isSecretSetting, secretSpans } from './secret-spans.ts';

const found = (text: string): string[] => secretSpans(text).map(({ start, end }) => text.slice(start, end));

const madeUp = `ghp_${'a'.repeat(36)}`;

test.each<[string, string[]]>([
  ['ENV API_TOKEN=not-a-real-token PORT=80', ['not-a-real-token']],
  ['|2 DB_PASSWORD=hunter2 A=1 /bin/sh -c make', ['hunter2']],
  ['ENV PASSWORD="two words" X=1', ['"two words"']],
  ['RUN curl --token=abc.def https://x', ['abc.def']],
  ['RUN login --password hunter2 --user me', ['hunter2']],
  ['RUN git clone https://me:s3cret@example.org/r', ['s3cret']],
  [`RUN echo ${madeUp} > x`, [madeUp]],
  ['RUN curl -H "Authorization: Bearer abcdefghijklmnop"', ['abcdefghijklmnop']],
  ['{"password": "x y"}', ['"x y"']],
  ['ENV dbPassword=a', ['a']],
  ['RUN curl -u me:hunter2 https://x', ['hunter2']],
  ['RUN curl -sSLu "me:hunter2" https://x', ['hunter2']],
  ['RUN curl -o x --user me:hunter2 https://x && y', ['hunter2']],
  ['RUN curl --proxy-user=$USER:hunter2 https://x', ['hunter2']],
  ['RUN wget --user=me --password=hunter2 https://x', ['hunter2']],
  ['RUN wget --http-password hunter2 https://x', ['hunter2']],
  ['RUN echo root:hunter2 | chpasswd', ['hunter2']],
  ['RUN apk add x && echo -n "root:Docker!" | sudo chpasswd && y', ['Docker!']],
  ["RUN printf 'me:hunter2' | /usr/sbin/chpasswd", ['hunter2']],
  ['RUN chpasswd <<< "me:hunter2"', ['hunter2']],
  ['RUN echo hunter2 | passwd root --stdin', ['hunter2']],
  ['RUN sshpass -p hunter2 ssh x', ['hunter2']],
  // Not these.
  ['RUN curl -u $USER:$PASS https://x && curl -u "me:${PASS}" y', []],
  ['RUN curl -u me: https://x; useradd -u 1000:1000 x', []],
  ['RUN curl -H Host:x -o a:b https://x | tee -u a:b', []],
  ['RUN docker run --user 1000:1000 x', []],
  ['RUN echo "root:$PASSWORD" | chpasswd; echo a:b | tee x', []],
  ['RUN printf "root:%s" "$(cat /run/secrets/x)" | chpasswd', []],
  ['RUN git clone https://oauth2:${TOKEN}@example.org/r https://me:$TOKEN@x.org https://a:****@y', []],
  ['RUN x --password={{password}} --token=`cat t`', []],
  ['ENV TOKEN_FILE=/run/secrets/token', []],
  ['ENV TOKEN=$TOKEN PASSWORD=${P}', []],
  ['ENV PWD=/app TOKENIZERS_PARALLELISM=false', []],
  ['ENV GPG_KEY=A035C8C19219BA821ECEA86B64E628F8D684696D', []],
  ['RUN rm -rf /app/secret.key', []],
  ['RUN --mount=type=secret,id=token make', []],
  ['', []],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('a private key is covered whole, and parts that touch are one', () => {
  const key = ['-----BEGIN RSA', 'PRIVATE KEY-----\nabc\n-----END RSA', 'PRIVATE KEY-----'].join(' ');
  expect(found(`x ${key} y`)).toEqual([key]);
  expect(secretSpans(`TOKEN=AKIA${'A'.repeat(16)}`)).toHaveLength(1);
});

test('names', () => {
  expect(['AWS_SECRET_ACCESS_KEY', 'db.password', 'GITHUB_TOKEN', 'MYSQL_PWD'].every(isSecretName)).toBe(true);
  expect(['PATH', 'AWS_ACCESS_KEY_ID', 'PWD', 'SECRET_NAME', 'COMPASS'].some(isSecretName)).toBe(false);
  expect(isSecretSetting('ANY', 'postgres://u:pw@db/x')).toBe(true);
  expect(isSecretSetting('PASSWORD', '')).toBe(false);
});

test('made-up texts take no time', () => {
  const started = performance.now();
  for (const piece of [
    'a="',
    'password="\\',
    "token='",
    '--p ',
    'eyJ',
    '-----BEGIN PRIVATE KEY-----',
    'a://b:',
    'curl ',
    'curl -u a:',
    'echo a:b ',
    'echo a | ',
    'chpasswd ',
    '- ',
  ]) {
    secretSpans(piece.repeat(100_000));
  }
  expect(performance.now() - started).toBeLessThan(5_000);
});
