import { expect, test } from 'vitest';
import { isSecretFile } from './secret-files.ts';

test.each([
  'root/.ssh/id_rsa',
  'home/me/.ssh/id_ed25519',
  'app/.npmrc',
  'root/.netrc',
  'app/.env',
  'app/.env.production',
  'etc/ssl/private/server.key',
  'app/secret.key',
  'certs/privkey1.pem',
  'certs/private-key.pem',
  'certs/tls_key.pem',
  'x/store.p12',
  'root/.aws/credentials',
  'root/.docker/config.json',
  'root/.kube/config',
])('%s', (path) => expect(isSecretFile(path)).toBe(true));

test.each([
  'root/.ssh/id_rsa.pub',
  'root/.ssh/authorized_keys',
  'etc/ssl/certs/ca-certificates.pem',
  'usr/share/ca-certificates/mozilla/Root_CA.pem',
  'tmp/nginx_signing.key',
  'usr/share/keyrings/debian.gpg',
  'app/config.json',
  'app/credentials',
  'app/.env.example',
  'app/monkey.pem',
  'app/keyboard.js',
  '',
])('not %s', (path) => expect(isSecretFile(path)).toBe(false));
