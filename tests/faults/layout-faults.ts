import { file, setText, textOf } from '../support/memory-dump.ts';
import { indexOf, setIndex, type Fault } from './fault.ts';

import { hello, kitchen, oci } from './on-documents.ts';

/** Layout and container: docs/findings of that chapter. */
export const layoutFaults: readonly Fault[] = [
  {
    name: 'oci-layout deleted',
    base: oci,
    change: (d) => void d.delete('oci-layout'),
    codes: ['layout-marker-missing'],
    verdict: 'broken',
  },
  {
    name: 'oci-layout says 1.1.0',
    base: oci,
    change: (d) => setText(d, 'oci-layout', '{"imageLayoutVersion":"1.1.0"}'),
    codes: ['layout-version-unknown'],
    verdict: 'broken',
  },
  {
    name: 'oci-layout is a list',
    base: oci,
    change: (d) => setText(d, 'oci-layout', '[]'),
    codes: ['layout-marker-invalid'],
    verdict: 'broken',
  },
  {
    name: 'index.json deleted, manifest.json left',
    base: hello,
    change: (d) => void d.delete('index.json'),
    codes: ['index-missing'],
    verdict: 'broken',
  },
  {
    name: 'index.json lists nothing',
    base: oci,
    change: (d) => setIndex(d, { ...indexOf(d), manifests: [] }),
    codes: ['index-empty'],
    verdict: 'warnings',
  },
  {
    name: 'blobs folder gone',
    base: oci,
    change: (d) => [...d.keys()].filter((p) => p.startsWith('blobs/')).forEach((p) => d.delete(p)),
    codes: ['blobs-dir-missing'],
    verdict: 'broken',
  },
  {
    name: 'a stray file',
    base: oci,
    change: (d) => setText(d, '.DS_Store', 'x'),
    codes: ['stray-file'],
    verdict: 'sound',
  },
  {
    name: 'everything one folder down',
    base: oci,
    change: (d) => {
      for (const [p, f] of [...d]) {
        d.delete(p);
        d.set(`deep/${p}`, f);
      }
    },
    codes: ['wrapped-folder'],
    verdict: 'sound',
  },
  {
    name: 'no image at all',
    base: oci,
    change: (d) => {
      d.clear();
      setText(d, 'readme.txt', 'hello');
    },
    codes: ['nothing-recognised'],
    verdict: 'unreadable',
  },
  {
    name: 'manifest.json is a symlink',
    base: hello,
    archive: true,
    change: (d) => {
      const f = d.get('manifest.json');
      d.delete('manifest.json');
      d.set('real.json', f ?? file(''));
      d.set('manifest.json', { bytes: new Uint8Array(), type: '2', link: 'real.json' });
    },
    codes: ['entry-point-not-file'],
    verdict: 'broken',
  },
  {
    name: 'an entry outside the archive',
    base: hello,
    archive: true,
    change: (d) => setText(d, '../evil', 'x'),
    codes: ['archive-entry-escapes'],
    verdict: 'broken',
  },
  {
    name: 'archive cut inside a layer',
    base: kitchen,
    archive: true,
    change: () => undefined,
    changeBytes: (a) => a.slice(0, Math.floor(a.length / 2)),
    codes: ['archive-truncated'],
    verdict: 'unreadable',
  },
  {
    name: 'v1 parent missing',
    base: 'docker1-kitchen',
    change: (d) => {
      const base = [...d.keys()].find((p) => p.endsWith('/json') && !textOf(d, p).includes('"parent"'));
      for (const p of [...d.keys()]) if (p.startsWith(`${base?.split('/')[0] ?? '?'}/`)) d.delete(p);
    },
    codes: ['v1-parent-broken'],
    verdict: 'broken',
  },
];
