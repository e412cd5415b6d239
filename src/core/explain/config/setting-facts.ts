import { annotationNote } from '../annotation-note.ts';
import type { ConfigFact } from '../config-page.ts';
import { ANY_VARIABLE, environmentNote, SECRET_VARIABLE } from '../environment-note.ts';
import { counted, createdInWords, quoted } from '../plain-words.ts';
import { inWords, written } from './config-fact.ts';
import { isSecretSetting } from '../../oci/secret-spans.ts';

const SECRET = 'By its name or form this is a secret, and anyone who has the image can read it here.';

/** One variable, `NAME=value` as written. `isLast`: no later one has the same name. */
export function environmentFact(entry: string, isLast: boolean): ConfigFact {
  const equals = entry.indexOf('=');
  const [name, value] = equals < 0 ? [entry, ''] : [entry.slice(0, equals), entry.slice(equals + 1)];
  const isSecret = equals > 0 && isSecretSetting(name, value);
  const warning = isSecret ? SECRET : isLast ? null : 'It is set again further down; the last one counts.';
  const shared = { note: variableNote(name, value, entry, isSecret), warning, isSecret };
  return value === '' ? inWords(name, 'Empty', shared) : written(name, value, shared);
}

/** Null for what stands above all variables, or beside this one, anyway. */
function variableNote(name: string, value: string, entry: string, isSecret: boolean): string | null {
  if (name === 'PATH') return pathNote(value);
  const note = environmentNote(entry);
  return note === ANY_VARIABLE || (isSecret && note === SECRET_VARIABLE) ? null : note;
}

/** Also says what is odd about it. */
function pathNote(value: string): string {
  const folders = value.split(':').slice(0, 1000);
  const own = folders.filter((folder) => !STANDARD_FOLDERS.has(folder) && folder !== '');
  const odd = folders.some((folder) => !folder.startsWith('/'))
    ? ' One of them does not begin at the root: programs of the working folder may run instead of the system’s.'
    : '';
  const added =
    own.length === 0 ? 'All are the usual ones.' : `Not among the usual ones: ${quoted(own.join(', '), 200)}.`;
  return `${counted(folders.length, 'folder')} in which programs are looked for, first one first. ${added}${odd}`;
}

const STANDARD_FOLDERS = new Set(['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin']);

/** A label or annotation. */
export function labelFact(name: string, value: string, kind: 'annotation' | 'label'): ConfigFact {
  const isSecret = isSecretSetting(name, value);
  const date = /\.created$/.test(name) ? ` ${createdInWords(value)}` : '';
  const shared = { note: annotationNote(name, kind) + date, warning: isSecret ? SECRET : null, isSecret };
  return value === '' ? inWords(name, 'Empty', shared) : written(name, value, shared);
}

/** A port as the config names it, `80/tcp`. */
export function portFact(port: string): ConfigFact {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(port);
  const number = Number(match?.[1] ?? 0);
  if (!match || number > 65_535) return written('Port', port, { warning: 'This is no port that engines understand.' });
  const service = SERVICES.get(number);
  const notes = [
    service && match[2] === undefined ? `By custom: ${service}.` : '',
    match[3] === undefined ? 'Without a protocol, TCP is meant.' : '',
    number < 1024 ? 'Below 1024: some engines let only root listen there.' : '',
  ].filter((note) => note !== '');
  return written('Port', port, { note: notes.length > 0 ? notes.join(' ') : null });
}

/** @see IANA Service Name and Transport Protocol Port Number Registry; above 1024 also by habit */
const SERVICES: ReadonlyMap<number, string> = new Map([
  [21, 'FTP'],
  [22, 'SSH'],
  [25, 'mail (SMTP)'],
  [53, 'names (DNS)'],
  [80, 'web (HTTP)'],
  [110, 'mail (POP3)'],
  [123, 'time (NTP)'],
  [143, 'mail (IMAP)'],
  [389, 'LDAP'],
  [443, 'web, encrypted (HTTPS)'],
  [465, 'mail, encrypted'],
  [514, 'system log'],
  [587, 'mail (submission)'],
  [636, 'LDAP, encrypted'],
  [993, 'mail (IMAP), encrypted'],
  [1433, 'Microsoft SQL Server'],
  [1521, 'Oracle database'],
  [1883, 'MQTT'],
  [2181, 'ZooKeeper'],
  [2379, 'etcd'],
  [3000, 'web servers of Node.js, Grafana'],
  [3306, 'MySQL, MariaDB'],
  [4222, 'NATS'],
  [5000, 'web servers of Python, registries'],
  [5432, 'PostgreSQL'],
  [5672, 'RabbitMQ (AMQP)'],
  [6379, 'Redis, Valkey'],
  [8000, 'web, another port'],
  [8080, 'web, another port'],
  [8443, 'web, encrypted, another port'],
  [9000, 'PHP-FPM, MinIO'],
  [9090, 'Prometheus'],
  [9092, 'Kafka'],
  [9200, 'Elasticsearch, OpenSearch'],
  [11211, 'memcached'],
  [15672, 'RabbitMQ, for people'],
  [27017, 'MongoDB'],
]);

/** A folder with a volume of its own. */
export const volumeFact = (folder: string): ConfigFact =>
  written('Folder', folder, {
    note:
      folder.startsWith('/') || /^[A-Za-z]:/.test(folder)
        ? null
        : 'It does not begin at the root; engines differ in what they make of that.',
  });

/** A step left for images built on this one. */
export const onBuildFact = (step: string): ConfigFact => written('Step', step);
