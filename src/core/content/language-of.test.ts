import { expect, test } from 'vitest';
import { languageOf } from './language-of.ts';

test.each([
  ['usr/bin/start.sh', 'bash'],
  ['Dockerfile.prod', 'dockerfile'],
  ['etc/nginx/sites/a.conf', 'nginx'],
  ['etc/a.conf', 'ini'],
  ['etc/os-release', 'ini'],
  ['a.tar', null],
  ['__proto__', null],
])('%s: %s', (path, language) => expect(languageOf(path)).toBe(language));
