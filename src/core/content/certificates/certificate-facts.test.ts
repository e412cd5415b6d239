import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeContent } from '../describe-content.ts';
import { ContentFault } from '../field-view.ts';
import { privateKeyKind } from './private-key-kind.ts';
import { readCertificate } from './read-certificate.ts';

/** Made for this test with openssl; its key was thrown away. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBzzCCAXagAwIBAgICEjQwCgYIKoZIzj0EAwIwNzELMAkGA1UEBhMCREUxETAP
BgNVBAoMCFByw7xmdW5nMRUwEwYDVQQDDAx0ZXN0LmV4YW1wbGUwHhcNMjYxMTI0
MDMyODM1WhcNMzYxMTIxMDMyODM1WjA3MQswCQYDVQQGEwJERTERMA8GA1UECgwI
UHLDvGZ1bmcxFTATBgNVBAMMDHRlc3QuZXhhbXBsZTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABD4NQA0xFJFGeaDPk0B7sb5+fOkw+DSDm5qb0CUyKFKv2h6Veq2P
SNXlRcjHhbyh5tLBAvvzE2MVDU3081+EUDijcjBwMB0GA1UdDgQWBBSrCUqjWWkp
pb5CYJ7KGfXWklq69jAfBgNVHSMEGDAWgBSrCUqjWWkppb5CYJ7KGfXWklq69jAP
BgNVHRMBAf8EBTADAQH/MB0GA1UdEQQWMBSCDHRlc3QuZXhhbXBsZYcECgAAATAK
BggqhkjOPQQDAgNHADBEAiAXuStbOvGPo2Nui3JJs7al+n0pulEgLTS1BTUP6ukF
GAIgbFW1LCcpX+AepyenARYtYuDrkFAUWExq4esuaxVufcY=
-----END CERTIFICATE-----`;
const PRIVATE_KEY = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const RSA_KEY = generateKeyPairSync('rsa', { modulusLength: 1024 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

const describePem = (text: string) => {
  const bytes = new TextEncoder().encode(text);
  const reader = { size: bytes.length, read: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)) };
  return describeContent(reader, 'file', () => null);
};
const der = (pem: string) => Uint8Array.from(Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64'));

describe('certificates and keys', () => {
  test('a certificate that is none says so, also where there is no base64', async () => {
    for (const body of ['AAAA!!!!', 'AAAA', '']) {
      const { title, facts } = await describePem(`-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`);
      expect([title, facts[0]?.name], body).toEqual(['Certificate that cannot be read', 'Fault']);
    }
  });

  test('a certificate: names, validity, key, alternative names', async () => {
    const { kind, title, facts, isSecret, encoding } = await describePem(CERTIFICATE);
    expect([kind, title, isSecret, encoding]).toEqual(['certificate', 'Authority certificate', false, 'utf-8']);
    const value = (name: string) => facts.find((fact) => fact.name === name)?.value;
    expect(value('Subject')).toBe('C=DE, O=Prüfung, CN=test.example');
    expect(value('Key')).toBe('EC, P-256');
    expect(value('Signed by')).toBe('ECDSA with SHA-256');
    expect(value('Serial')).toBe('1234');
    expect(value('Stands for')).toBe('test.example, 10.0.0.1');
    expect(value('Valid')).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d:\d\d to 20\d\d-.* UTC$/);
  });

  test('short forms in a label keep their capitals', async () => {
    const titleOf = async (...labels: string[]) =>
      (
        await describePem(
          labels.map((one) => `-----BEGIN ${one}-----\nBggqhkjOPQMBBw==\n-----END ${one}-----\n`).join(''),
        )
      ).title;
    expect(await titleOf('EC PARAMETERS')).toBe('EC parameters');
    expect(await titleOf('EC PARAMETERS', 'EC PARAMETERS')).toBe('2 EC parameters, PEM');
    expect(await titleOf('X509 CRL')).toBe('X509 CRL');
    expect(await titleOf('CERTIFICATE REQUEST')).toBe('Certificate request');
  });

  test('a private key is named with a warning, and never told', async () => {
    for (const [pem, key] of [
      [PRIVATE_KEY, 'EC, P-256'],
      [RSA_KEY, 'RSA, 1024 bits'],
    ] as const) {
      const { title, facts, isSecret } = await describePem(pem);
      expect([title, isSecret]).toEqual(['Private key', true]);
      expect(facts.find(({ name }) => name === 'Warning')?.note).toContain('Anyone');
      expect(facts.find(({ name }) => name === 'Key')?.value).toBe(key);
      const body = pem.trim().split('\n').slice(1, -1);
      for (const line of body) expect(JSON.stringify(facts)).not.toContain(line);
    }
  });

  test('a bundle is counted, and covered when a key is among it', async () => {
    const { title, facts, isSecret } = await describePem(`${CERTIFICATE}\n${CERTIFICATE}\n${PRIVATE_KEY}\n`);
    expect([title, facts.length, isSecret]).toEqual(['3 certificates and keys, PEM', 3, true]);
    expect((await describePem(`${CERTIFICATE}\n${CERTIFICATE}\n`)).title).toBe('2 authority certificates, PEM');
  });

  test('DER is recognised, and what only looks like it is not', async () => {
    const describeDer = (bytes: Uint8Array) =>
      describeContent(
        { size: bytes.length, read: (start, end) => Promise.resolve(bytes.slice(start, end)) },
        'file',
        () => null,
      );
    expect((await describeDer(der(CERTIFICATE))).title).toBe('Authority certificate');
    expect((await describeDer(der(PRIVATE_KEY))).title).toBe('Private key');
    expect((await describeDer(Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x00))).kind).toBe('binary');
  });

  test('stores of keys are told by their headers, and what only looks like one is not', async () => {
    const describeBytes = (bytes: Uint8Array) =>
      describeContent(
        { size: bytes.length, read: (start, end) => Promise.resolve(bytes.slice(start, end)) },
        'file',
        () => null,
      );
    // PFX: version 3, then "data" with nothing in it.
    const pfx = Uint8Array.from(Buffer.from('3010020103300b06092a864886f70d010701', 'hex'));
    expect(await describeBytes(pfx)).toMatchObject({
      title: 'Key store, PKCS #12',
      kind: 'certificate',
      isSecret: false,
    });
    const java = Uint8Array.from(Buffer.from('feedfeed000000020000000300000002', 'hex'));
    expect(await describeBytes(java)).toMatchObject({
      title: 'Key store of Java',
      facts: [{ name: 'Entries', value: '3' }, { name: 'Holds' }],
    });
    for (const [bytes, at] of [
      [pfx, 4],
      [pfx, 17],
      [java, 7],
      [java, 0],
    ] as const) {
      const other = bytes.slice();
      other[at] = 9;
      expect((await describeBytes(other)).title, String(at)).toBe('Data of no kind known here');
    }
    for (let length = 1; length < 12; length++)
      expect((await describeBytes(java.slice(0, length))).title).toBe('Data of no kind known here');
  });

  test('damaged ones end in a fault that is ours, whatever the damage', () => {
    const sound = [der(CERTIFICATE), der(PRIVATE_KEY)];
    fc.assert(
      fc.property(
        fc.constantFrom(...sound),
        fc.array(fc.record({ at: fc.nat(2000), byte: fc.nat(255) }), { minLength: 1, maxLength: 5 }),
        fc.nat(1200),
        (bytes, changes, cut) => {
          const damaged = bytes.slice(0, Math.max(1, bytes.length - cut));
          for (const { at, byte } of changes) damaged[at % damaged.length] = byte;
          privateKeyKind(damaged);
          try {
            readCertificate(damaged);
          } catch (error) {
            if (!(error instanceof ContentFault)) throw error;
          }
        },
      ),
      { seed: 20240607, numRuns: 2000 },
    );
  });
});
