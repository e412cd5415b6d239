import { formatCount, formatSize, shorten } from './format-size.ts';
import type { WordsFor } from './finding-words.ts';

type Codes =
  | 'json-invalid'
  | 'json-bom'
  | 'json-duplicate-key'
  | 'json-key-case'
  | 'json-trailing-data'
  | 'json-too-large'
  | 'json-not-utf8'
  | 'json-type-mismatch'
  | 'schema-version-wrong'
  | 'schema1-manifest';

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  null: 'null',
  nothing: 'missing',
  date: 'a date like 2024-05-01T12:00:00Z',
};
const place = (pointer: string): string => (pointer === '' ? 'the top level' : pointer);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** JSON files as such, whatever they mean. */
export const jsonWords: WordsFor<Codes> = {
  'json-invalid': {
    title: 'A file is not valid JSON',
    text: ({ path, line, column, reason }) =>
      `${path} is not valid JSON at line ${formatCount(line)}, column ${formatCount(column)}: ${reason}.`,
    fix: 'Restore the file from where the dump came from.',
    engines: 'Every engine refuses a file that it needs and cannot parse.',
  },
  'json-bom': {
    title: 'A file starts with a byte order mark',
    text: ({ path }) => `${path} starts with a byte order mark or is UTF-16; engines refuse it.`,
    fix: 'Save it as UTF-8 without a byte order mark.',
    engines: 'containerd, skopeo, umoci and Docker refuse each file they read.',
  },
  'json-duplicate-key': {
    title: 'A key occurs twice',
    text: ({ path, pointer, key }) =>
      `“${shorten(key)}” occurs twice at ${place(pointer)} of ${path}; readers take different ones.`,
    fix: 'Keep one of them. The digest of the file changes with it.',
    engines: 'Engines written in Go take the last one without a word; strict readers refuse the file.',
  },
  'json-key-case': {
    title: ({ key, known }) => `“${shorten(key, 40)}” is written for “${known}”`,
    text: ({ path, key, known }) =>
      `Go tools read “${shorten(key)}” in ${path} as “${known}”, other readers pass over it.`,
    fix: 'Write it as the specification does.',
    engines: 'containerd, Docker, skopeo and umoci fold case and accept it; readers in other languages do not see it.',
  },
  'json-trailing-data': {
    title: 'A file goes on after its end',
    text: ({ path, offset, line }) =>
      `${path} goes on after its end at byte ${formatCount(offset)} (line ${formatCount(line)}).`,
    fix: 'Cut the rest off.',
    engines:
      'index.json: skopeo accepts it, containerd, umoci and crane refuse. manifest.json: Docker, containerd and crane accept it, skopeo as docker-archive refuses. Blobs: all refuse.',
  },
  'json-too-large': {
    title: 'A file is larger than some tools read',
    text: ({ path, size, limit }) => `${path} is ${formatSize(size)}; some tools stop at ${formatSize(limit)}.`,
    fix: null,
    engines:
      'skopeo stops at 1 MiB for manifest.json and 4 MiB for manifests and configs, containerd at 20 MiB; Docker and crane have no limit.',
  },
  'json-not-utf8': {
    title: 'A file holds bytes that are no text',
    text: ({ path, offset, line }) =>
      `${path} holds bytes that are not UTF-8 text, the first at byte ${formatCount(offset)} (line ${formatCount(line)}).`,
    fix: 'Write the file in UTF-8.',
    engines: 'Engines written in Go put a replacement character there and go on.',
  },
  'json-type-mismatch': {
    title: ({ pointer }) => `${shorten(capital(place(pointer)), 60)} is of the wrong type`,
    text: ({ path, pointer, want, have }) =>
      `${capital(place(pointer))} in ${path} must be ${types[want] ?? want}, not ${types[have] ?? `“${shorten(have)}”`}.`,
    fix: 'Correct it. The digest of the file changes with it.',
    engines:
      'Engines written in Go refuse the whole file. Cmd or Entrypoint as one text: Docker up to 28 accepts it, the others refuse.',
  },
  'schema-version-wrong': {
    title: 'schemaVersion is not 2',
    text: ({ path, have }) => `schemaVersion in ${path} must be 2, not ${have}.`,
    fix: 'Set it to 2. The digest of the file changes with it.',
    engines:
      'The specification demands it; containerd, skopeo, umoci and crane never look, though 1 can mean Docker’s first format.',
  },
  'schema1-manifest': {
    title: 'A manifest in Docker’s first format',
    text: ({ path }) => `${path} is a manifest in Docker’s first format, of 2014 to 2016.`,
    fix: 'Convert it: skopeo copy --format oci',
    engines: 'containerd and crane refuse it; skopeo still reads it.',
  },
};
