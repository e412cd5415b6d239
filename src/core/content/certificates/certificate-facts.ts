import { toBinary } from '../../bytes/byte-names.ts';
import { CERTIFICATE_FILE_BYTES } from '../../limits.ts';
import type { ContentFact } from '../content.ts';
import type { ContentReader } from '../content-reader.ts';
import { countWords } from '../count-words.ts';
import type { Described } from '../described.ts';
import { ContentFault } from '../field-view.ts';
import { privateKeyKind } from './private-key-kind.ts';
import { type Certificate, publicKeyText, readCertificate } from './read-certificate.ts';
import { readDer } from './read-der.ts';
import { type PemBlock, readPem } from './read-pem.ts';

const MOST_SHOWN = 200;
const SECRET_NOTE =
  'Anyone who has the image can read it, also when a later layer deletes it. Treat it as known to everybody: make a new one.';

/** A PEM file: certificates and keys in their order. Of private keys the kind is told, never the key. */
export async function pemFacts(reader: ContentReader): Promise<Described> {
  const text = toBinary(await reader.read(0, CERTIFICATE_FILE_BYTES));
  if (text.startsWith('PuTTY-User-Key-File-')) return privateKey('PuTTY', false);
  const { blocks, total } = readPem(text, MOST_SHOWN);
  const described = blocks.map(describeBlock);
  const secret = described.find(({ isSecret }) => isSecret);
  const [first] = described;
  if (!first) return { title: 'PEM file that breaks off', facts: [] };
  if (total === 1) return first;
  const rest = reader.size > CERTIFICATE_FILE_BYTES ? ' in the first MiB' : '';
  const facts: ContentFact[] = described.map((one, i) => ({
    name: `${i + 1}. ${one.title}`,
    value: one.facts.find(({ name }) => name !== 'Warning')?.value ?? '',
    note: null,
  }));
  if (total > facts.length)
    facts.push({ name: 'And', value: `${countWords(total - facts.length, 'block')} more`, note: null });
  const allAlike = described.every(({ title }) => title === first.title);
  const title = allAlike
    ? countWords(total, inSentence(first.title), first.title.endsWith('s') ? inSentence(first.title) : undefined)
    : countWords(total, 'certificate or key', 'certificates and keys');
  return { title: `${title}${rest}, PEM`, facts, isSecret: secret !== undefined };
}

/** A certificate or private key in DER; null when the bytes are neither. */
export function derFacts(bytes: Uint8Array): Described | null {
  if (bytes[0] !== 0x30) return null;
  const key = privateKeyKind(bytes);
  if (key) return privateKey(key.kind, key.isEncrypted);
  try {
    return certificate(readCertificate(bytes));
  } catch (error) {
    if (error instanceof ContentFault) return null;
    throw error;
  }
}

function describeBlock({ label, bytes, isEncrypted }: PemBlock): Described {
  if (label.endsWith('PRIVATE KEY') || label.endsWith('PRIVATE KEY BLOCK')) {
    const known = bytes ? privateKeyKind(bytes) : null;
    const kind =
      known?.kind ??
      label
        .replace(/ ?PRIVATE KEY.*$/, '')
        .replace(/^(ENCRYPTED|)$/, 'of unknown kind')
        .replace('OPENSSH', 'OpenSSH');
    return privateKey(kind, isEncrypted || known?.isEncrypted === true || label.startsWith('ENCRYPTED'));
  }
  const isCertificate = /^(X509 |TRUSTED )?CERTIFICATE$/.test(label);
  try {
    if (bytes && isCertificate) return certificate(readCertificate(bytes));
    if (bytes && label === 'PUBLIC KEY')
      return {
        title: 'Public key',
        facts: [{ name: 'Key', value: publicKeyText(bytes, readDer(bytes, 0)), note: null }],
      };
  } catch (error) {
    if (!(error instanceof ContentFault)) throw error;
    return unreadable(error.message);
  }
  if (isCertificate) return unreadable('what stands between its first and last line is no base64');
  // The first word is often a short form: EC PARAMETERS, X509 CRL, PKCS7.
  const words = label.toLowerCase().replace(ABBREVIATION, (name) => name.toUpperCase());
  return { title: words.charAt(0).toUpperCase() + words.slice(1), facts: [] };
}

/** In labels, which are in capitals throughout. */
const ABBREVIATION = /\b(?:ec|rsa|dsa|dh|crl|cms|ssh2|x9\.42|x509|x9|pkcs\d*|pgp)\b/g;

const inSentence = (title: string): string =>
  /^[A-Z]{2}/.test(title) ? title : title.charAt(0).toLowerCase() + title.slice(1);

const unreadable = (fault: string): Described => ({
  title: 'Certificate that cannot be read',
  facts: [{ name: 'Fault', value: fault, note: null }],
});

function privateKey(kind: string, isEncrypted: boolean): Described {
  return {
    title: isEncrypted ? 'Private key, encrypted' : 'Private key',
    isSecret: true,
    facts: [
      { name: 'Warning', value: 'A private key is in this image', note: SECRET_NOTE },
      { name: 'Key', value: kind, note: isEncrypted ? 'Only as safe as its password.' : null },
    ],
  };
}

function certificate(read: Certificate): Described {
  const { subject, issuer, notBefore, notAfter, key, signature, serial, names, isAuthority } = read;
  const facts: ContentFact[] = [
    { name: 'Subject', value: subject, note: 'Whom it names.' },
    {
      name: 'Issuer',
      value: issuer,
      note: subject === issuer ? 'The same: it vouches for itself.' : 'Who vouches for it.',
    },
    { name: 'Valid', value: `${notBefore} to ${notAfter} UTC`, note: null },
    { name: 'Key', value: key, note: null },
    {
      name: 'Signed by',
      value: signature,
      note: /SHA-1|MD5/.test(signature) && subject !== issuer ? 'No longer trusted.' : null,
    },
    { name: 'Serial', value: serial, note: null },
  ];
  if (names.length > 0)
    facts.push({
      name: 'Stands for',
      value: names.slice(0, 100).join(', '),
      note: 'Names and addresses it is good for.',
    });
  return {
    title: isAuthority ? 'Authority certificate' : 'Certificate',
    facts: facts.filter(({ value }) => value !== ''),
  };
}
