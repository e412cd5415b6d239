import { bytesOf, file, setText, textOf } from '../support/memory-dump.ts';
import { changeText, cut, indexOf, setIndex, type Fault } from './fault.ts';

import { hello, oci, onConfig } from './on-documents.ts';

/** JSON: what a strict reader and a lenient one see differently. */
export const jsonFaults: readonly Fault[] = [
  {
    name: 'index.json cut',
    base: oci,
    change: (d) => cut(d, 'index.json', 100),
    codes: ['json-invalid'],
    verdict: 'unreadable',
  },
  {
    name: 'index.json empty',
    base: oci,
    change: (d) => setText(d, 'index.json', ''),
    codes: ['json-invalid'],
    verdict: 'unreadable',
  },
  {
    name: 'manifest.json with a byte order mark',
    base: hello,
    change: (d) => changeText(d, 'manifest.json', (t) => `\ufeff${t}`),
    codes: ['json-bom'],
    verdict: 'broken',
  },
  {
    name: 'index.json goes on after its end',
    base: oci,
    change: (d) => changeText(d, 'index.json', (t) => `${t}}`),
    codes: ['json-trailing-data'],
    verdict: 'warnings',
  },
  {
    name: 'manifests twice',
    base: oci,
    change: (d) => changeText(d, 'index.json', (t) => t.replace('"manifests"', '"manifests":[],"manifests"')),
    codes: ['json-duplicate-key'],
    verdict: 'warnings',
  },
  {
    name: 'key in other letters',
    base: oci,
    change: (d) =>
      changeText(d, 'index.json', (t) =>
        t.replace('"mediaType":"application/vnd.oci.image.index', '"MediaType":"application/vnd.oci.image.index'),
      ),
    codes: ['json-key-case'],
    verdict: 'warnings',
  },
  {
    name: 'bytes that are no text',
    base: oci,
    change: (d) => {
      const b = bytesOf(d, 'index.json').slice();
      const at = textOf(d, 'index.json').indexOf('kitchen');
      b[at] = 0xff;
      d.set('index.json', file(b));
    },
    codes: ['json-not-utf8'],
    verdict: 'warnings',
  },
  {
    name: 'schemaVersion 3',
    base: oci,
    change: (d) => setIndex(d, { ...indexOf(d), schemaVersion: 3 }),
    codes: ['schema-version-wrong'],
    verdict: 'broken',
  },
  {
    name: 'created is no date',
    base: oci,
    change: onConfig((c) => void (c.created = 'yesterday')),
    codes: ['json-type-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'manifest.json of 1.1 MiB',
    base: hello,
    change: (d) => changeText(d, 'manifest.json', (t) => `${' '.repeat(1_150_000)}${t}`),
    codes: ['json-too-large'],
    verdict: 'warnings',
  },
];
