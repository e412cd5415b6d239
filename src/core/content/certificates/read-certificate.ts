import { decodeName, toBinary } from '../../bytes/byte-names.ts';
import { toHex } from '../../bytes/hex.ts';
import { ContentFault } from '../field-view.ts';
import { CURVES, ELLIPTIC, KEY_KINDS, NAME_KEYS, RSA, SIGNATURES } from './object-names.ts';
import {
  BIT_STRING,
  derChildren,
  type DerElement,
  INTEGER,
  OBJECT_ID,
  objectId,
  readDer,
  SEQUENCE,
  SET,
} from './read-der.ts';

export interface Certificate {
  /** `CN=example.org, O=Example`. */
  readonly subject: string;
  readonly issuer: string;
  /** `2031-05-01 12:00:00`, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** `RSA, 2048 bits`. */
  readonly key: string;
  readonly signature: string;
  /** Lowercase hex. */
  readonly serial: string;
  /** DNS names and addresses it stands for. */
  readonly names: readonly string[];
  /** It may sign others. */
  readonly isAuthority: boolean;
}

/**
 * Reads an X.509 certificate in DER. Nothing is verified.
 * @throws ContentFault when it is none
 * @see RFC 5280, 4.1, "Basic Certificate Fields"
 */
export function readCertificate(bytes: Uint8Array): Certificate {
  const outer = readDer(bytes, 0);
  const body = derChildren(bytes, wanted(derChildren(bytes, wanted(outer, SEQUENCE))[0], SEQUENCE));
  // The version is marked [0]; the first ever had none.
  const rest = body[0]?.tag === 0xa0 ? body.slice(1) : body;
  const [serial, signature, issuer, validity, subject, key, ...more] = rest;
  const times = derChildren(bytes, wanted(validity, SEQUENCE));
  const extensions = more.find(({ tag }) => tag === 0xa3);
  const algorithm = objectId(bytes, wanted(derChildren(bytes, wanted(signature, SEQUENCE))[0], OBJECT_ID));
  return {
    subject: nameText(bytes, wanted(subject, SEQUENCE)),
    issuer: nameText(bytes, wanted(issuer, SEQUENCE)),
    notBefore: timeText(bytes, times[0]),
    notAfter: timeText(bytes, times[1]),
    key: publicKeyText(bytes, wanted(key, SEQUENCE)),
    signature: SIGNATURES.get(algorithm) ?? algorithm,
    serial: toHex(content(bytes, wanted(serial, INTEGER)).subarray(0, 32)),
    ...readExtensions(bytes, extensions),
  };
}

/** Kind and strength of a SubjectPublicKeyInfo. @throws ContentFault @see RFC 5280, 4.1.2.7; RFC 3279; RFC 5480 */
export function publicKeyText(bytes: Uint8Array, element: DerElement): string {
  const [algorithm, value] = derChildren(bytes, element);
  const kind = algorithmText(bytes, wanted(algorithm, SEQUENCE));
  if (kind !== 'RSA' || value?.tag !== BIT_STRING) return kind;
  const numbers = derChildren(bytes, readDer(bytes, value.start + 1, value.end));
  return `RSA, ${integerBits(bytes, numbers[0])} bits`;
}

/** Of an AlgorithmIdentifier: `RSA`, `EC, P-256`. @throws ContentFault */
export function algorithmText(bytes: Uint8Array, element: DerElement): string {
  const [id, parameter] = derChildren(bytes, element);
  const name = objectId(bytes, wanted(id, OBJECT_ID));
  if (name === RSA) return 'RSA';
  const kind = KEY_KINDS.get(name) ?? name;
  if (name !== ELLIPTIC || parameter?.tag !== OBJECT_ID) return kind;
  const curve = objectId(bytes, parameter);
  return `${kind}, ${CURVES.get(curve) ?? curve}`;
}

/** Without the zero byte that keeps a number positive. */
export function integerBits(bytes: Uint8Array, element: DerElement | undefined): number {
  const number = content(bytes, wanted(element, INTEGER));
  const first = number.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (number.length - first) * 8 - Math.clz32(number[first] ?? 0) + 24;
}

/** @throws ContentFault for another or none */
export function wanted(element: DerElement | undefined, tag: number): DerElement {
  if (element?.tag !== tag)
    throw new ContentFault(`DER has ${element ? `tag ${element.tag}` : 'nothing'} where ${tag} should be`);
  return element;
}

const content = (bytes: Uint8Array, { start, end }: DerElement): Uint8Array => bytes.subarray(start, end);

function nameText(bytes: Uint8Array, element: DerElement): string {
  const parts = derChildren(bytes, element).flatMap((set) => derChildren(bytes, wanted(set, SET)));
  return parts
    .slice(0, 32)
    .map((part) => {
      const [id, value] = derChildren(bytes, wanted(part, SEQUENCE));
      const key = objectId(bytes, wanted(id, OBJECT_ID));
      return `${NAME_KEYS.get(key) ?? key}=${value ? stringText(bytes, value) : ''}`;
    })
    .join(', ');
}

const BMP_STRING = 0x1e;

/** All other string types are ASCII or UTF-8, or, in old ones, Latin-1: then bytes are shown by their numbers. */
function stringText(bytes: Uint8Array, element: DerElement): string {
  const value = content(bytes, element).subarray(0, 1024);
  return element.tag === BMP_STRING ? new TextDecoder('utf-16be').decode(value) : decodeName(value);
}

/** UTCTime has two digits for the year: 50 and above are of the last century. @see RFC 5280, 4.1.2.5 */
function timeText(bytes: Uint8Array, element: DerElement | undefined): string {
  if (!element) throw new ContentFault('a time is missing');
  const text = toBinary(content(bytes, element).subarray(0, 32));
  const digits = element.tag === 0x17 ? `${Number(text.slice(0, 2)) >= 50 ? '19' : '20'}${text}` : text;
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(digits);
  return time ? `${time[1]}-${time[2]}-${time[3]} ${time[4]}:${time[5]}:${time[6]}` : text;
}

const ALTERNATIVE_NAMES = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const DNS_NAME = 0x82;
const ADDRESS = 0x87;

function readExtensions(bytes: Uint8Array, marked: DerElement | undefined): Pick<Certificate, 'names' | 'isAuthority'> {
  const names: string[] = [];
  let isAuthority = false;
  const list = marked ? derChildren(bytes, wanted(derChildren(bytes, marked)[0], SEQUENCE)) : [];
  for (const extension of list) {
    const parts = derChildren(bytes, extension);
    const id = parts[0]?.tag === OBJECT_ID ? objectId(bytes, parts[0]) : '';
    const value = parts.at(-1);
    if (!value || value.end === value.start) continue;
    if (id === BASIC_CONSTRAINTS) {
      const [flag] = derChildren(bytes, readDer(bytes, value.start, value.end));
      isAuthority = flag?.tag === 1 && bytes[flag.start] !== 0;
    } else if (id === ALTERNATIVE_NAMES) {
      for (const name of derChildren(bytes, readDer(bytes, value.start, value.end))) {
        if (name.tag === DNS_NAME) names.push(stringText(bytes, name));
        else if (name.tag === ADDRESS) names.push(addressText(content(bytes, name)));
      }
    }
  }
  return { names, isAuthority };
}

function addressText(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.');
  return (toHex(bytes.subarray(0, 16)).match(/.{4}/g) ?? []).join(':');
}
