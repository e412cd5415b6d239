import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesOf, file, replaceBlob, setText, sha256, textOf, type MemoryDump } from '../support/memory-dump.ts';
import {
  changeJsonBlob,
  changeText,
  configPath,
  cut,
  dockerManifestOf,
  flip,
  indexOf,
  layerPath,
  manifestPath,
  setDockerManifest,
  setIndex,
  type Fault,
} from './fault.ts';

const hello = 'docker26-classic-hello.tar';
const kitchen = 'docker26-classic-kitchen.tar';
const oci = 'oci';

type Manifest = { layers: Record<string, unknown>[]; config: Record<string, unknown> } & Record<string, unknown>;
type Config = { rootfs?: { diff_ids: string[]; type: string } | null; history: Record<string, unknown>[] } & Record<
  string,
  unknown
>;

const onManifest =
  (change: (manifest: Manifest) => unknown) =>
  (dump: MemoryDump): void =>
    changeJsonBlob(dump, manifestPath(dump), change);
const onConfig =
  (change: (config: Config) => unknown) =>
  (dump: MemoryDump): void =>
    changeJsonBlob(dump, configPath(dump), change);

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

/** Descriptors and blobs. */
export const blobFaults: readonly Fault[] = [
  {
    name: 'a layer changed by one bit',
    base: oci,
    change: (d) => flip(d, layerPath(d)),
    codes: ['blob-digest-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a plain layer changed by one bit in a file',
    base: hello,
    change: (d) => flip(d, layerPath(d), 700),
    codes: ['blob-digest-mismatch', 'diff-id-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a layer deleted',
    base: oci,
    change: (d) => void d.delete(layerPath(d)),
    codes: ['blob-missing'],
    verdict: 'broken',
  },
  {
    name: 'the config deleted',
    base: oci,
    change: (d) => void d.delete(configPath(d)),
    codes: ['blob-missing'],
    verdict: 'broken',
  },
  {
    name: 'a layer under another name',
    base: oci,
    change: (d) => {
      const p = layerPath(d);
      d.set('blobs/sha256/layer1', d.get(p) ?? file(''));
      d.delete(p);
    },
    codes: ['blob-renamed'],
    verdict: 'broken',
  },
  {
    name: 'a layer cut short',
    base: oci,
    change: (d) => cut(d, layerPath(d), 20),
    codes: ['blob-digest-mismatch', 'layer-truncated'],
    verdict: 'broken',
  },
  {
    name: 'a wrong size in the manifest',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: 7 })),
    codes: ['size-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a negative size',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: -5 })),
    codes: ['size-invalid'],
    verdict: 'broken',
  },
  {
    name: 'a size with a fraction',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], size: 1.5 })),
    codes: ['size-invalid'],
    verdict: 'broken',
  },
  {
    name: 'a digest of 63 digits',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({ ...m, digest: String(m['digest']).slice(0, -1) })),
      }),
    codes: ['digest-malformed'],
    verdict: 'broken',
  },
  {
    name: 'a digest in capitals',
    base: oci,
    change: onManifest(
      (m) =>
        void (m.layers[0] = {
          ...m.layers[0],
          digest: `sha256:${String(m.layers[0]?.['digest']).slice(7).toUpperCase()}`,
        }),
    ),
    codes: ['digest-malformed'],
    verdict: 'broken',
  },
  {
    name: 'a descriptor without digest',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], digest: undefined })),
    codes: ['descriptor-field-missing'],
    verdict: 'broken',
  },
  {
    name: 'a descriptor without media type',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], mediaType: undefined })),
    codes: ['media-type-missing'],
    verdict: 'broken',
  },
  {
    name: 'an unknown media type',
    base: oci,
    change: onManifest((m) => void (m.layers[0] = { ...m.layers[0], mediaType: 'application/x-mystery' })),
    codes: ['media-type-unknown'],
    verdict: 'sound',
  },
  {
    name: 'the manifest announced as an index',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({ ...m, mediaType: 'application/vnd.oci.image.index.v1+json' })),
      }),
    codes: ['media-type-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a gzip layer announced as zstd',
    base: oci,
    change: onManifest(
      (m) => void (m.layers[0] = { ...m.layers[0], mediaType: 'application/vnd.oci.image.layer.v1.tar+zstd' }),
    ),
    codes: ['media-type-compression-mismatch'],
    verdict: 'warnings',
  },
  {
    name: 'the manifest announced in the other family',
    base: oci,
    change: (d) =>
      setIndex(d, {
        ...indexOf(d),
        manifests: indexOf(d).manifests.map((m) => ({
          ...m,
          mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
        })),
      }),
    codes: ['media-type-flavour'],
    verdict: 'warnings',
  },
  {
    name: 'manifest and index at once',
    base: oci,
    change: onManifest((m) => void (m['manifests'] = [])),
    codes: ['manifest-ambiguous'],
    verdict: 'broken',
  },
  {
    name: 'inline data of something else',
    base: oci,
    change: onManifest((m) => void (m.config = { ...m.config, data: 'e30=' })),
    codes: ['descriptor-data-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'a blob nobody names',
    base: oci,
    change: (d) => void d.set(`blobs/sha256/${sha256(new TextEncoder().encode('lost'))}`, file('lost')),
    codes: ['blob-unreferenced'],
    verdict: 'sound',
  },
  {
    name: 'a blob with a name of its own',
    base: oci,
    change: (d) => setText(d, 'blobs/sha256/notes.txt', 'x'),
    codes: ['blob-name-invalid'],
    verdict: 'warnings',
  },
];

/** Config, history and diff IDs; layers; Docker's own files. */
export const imageFaults: readonly Fault[] = [
  {
    name: 'a wrong diff ID',
    base: oci,
    change: onConfig((c) => {
      if (c.rootfs) c.rootfs.diff_ids[0] = `sha256:${'0'.repeat(64)}`;
    }),
    codes: ['diff-id-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'diff IDs in another order',
    base: oci,
    change: onConfig((c) => {
      if (c.rootfs) c.rootfs.diff_ids.reverse();
    }),
    codes: ['diff-ids-reordered'],
    verdict: 'broken',
  },
  {
    name: 'one diff ID too few',
    base: oci,
    change: onConfig((c) => void c.rootfs?.diff_ids.pop()),
    codes: ['diff-ids-count-mismatch'],
    verdict: 'broken',
  },
  {
    name: 'history of one layer too many',
    base: oci,
    change: onConfig((c) => void c.history.push({ created_by: 'RUN more' })),
    codes: ['history-count-mismatch'],
    verdict: 'warnings',
  },
  {
    name: 'a config without rootfs',
    base: oci,
    change: onConfig((c) => void (c.rootfs = null)),
    codes: ['config-invalid'],
    verdict: 'broken',
  },
  {
    name: 'a gzip layer cut short under its right name',
    base: oci,
    change: (d) => void replaceBlob(d, layerPath(d), bytesOf(d, layerPath(d)).slice(0, 60)),
    codes: ['layer-truncated'],
    verdict: 'broken',
  },
  {
    name: 'a layer with a broken header',
    base: kitchen,
    change: (d) => {
      const p = layerPath(d);
      const b = bytesOf(d, p).slice();
      b.fill(0x41, 0, 40);
      replaceBlob(d, p, b);
    },
    codes: ['layer-corrupt'],
    verdict: 'broken',
  },
  {
    name: 'bytes after the end of a gzip layer',
    base: oci,
    change: (d) => {
      const p = layerPath(d);
      replaceBlob(d, p, Buffer.concat([bytesOf(d, p), Buffer.from('trailing')]));
    },
    codes: ['layer-trailing-data'],
    verdict: 'warnings',
  },
  {
    name: 'a layer packed again: same diff ID',
    base: oci,
    change: (d) => {
      const p = layerPath(d);
      replaceBlob(d, p, gzipSync(gunzipSync(bytesOf(d, p)), { level: 1 }));
    },
    codes: [],
    verdict: 'sound',
  },
  {
    name: 'manifest.json is null',
    base: 'docker20-hello.tar',
    change: (d) => setText(d, 'manifest.json', 'null'),
    codes: ['docker-manifest-invalid'],
    verdict: 'broken',
  },
  {
    name: 'manifest.json names a layer that is not there',
    base: 'docker20-hello.tar',
    archive: true,
    change: (d) =>
      setDockerManifest(
        d,
        dockerManifestOf(d).map((m) => ({ ...m, Layers: ['nowhere/layer.tar', ...m.Layers.slice(1)] })),
      ),
    codes: ['docker-file-missing'],
    verdict: 'broken',
  },
  {
    name: 'manifest.json points outside',
    base: 'docker20-hello.tar',
    archive: true,
    change: (d) =>
      setDockerManifest(
        d,
        dockerManifestOf(d).map((m) => ({ ...m, Config: '../config.json' })),
      ),
    codes: ['docker-path-escapes'],
    verdict: 'broken',
  },
  {
    name: 'a config that is not what its name says',
    base: 'docker20-hello.tar',
    archive: true,
    change: (d) => {
      const config = dockerManifestOf(d)[0]?.Config ?? '';
      changeText(d, config, (t) => t.replace('"architecture":"amd64"', '"architecture":"arm64"'));
    },
    codes: ['docker-config-name-mismatch'],
    verdict: 'warnings',
  },
  {
    name: 'a tag without a name',
    base: hello,
    change: (d) =>
      setDockerManifest(
        d,
        dockerManifestOf(d).map((m) => ({ ...m, RepoTags: [':latest'] })),
      ),
    codes: ['repo-tag-malformed'],
    verdict: 'broken',
  },
  {
    name: 'repositories names another layer',
    base: hello,
    change: (d) => changeText(d, 'repositories', (t) => t.replace(/[0-9a-f]{64}/, 'e'.repeat(64))),
    codes: ['repositories-disagrees'],
    verdict: 'warnings',
  },
  {
    name: 'LayerSources with a wrong size',
    base: hello,
    change: (d) => changeText(d, 'manifest.json', (t) => t.replace(/"size":\d+/, '"size":1')),
    codes: ['layer-sources-mismatch'],
    verdict: 'warnings',
  },
  {
    name: 'manifest.json and index.json name other layers',
    base: kitchen,
    change: (d) =>
      setDockerManifest(
        d,
        dockerManifestOf(d).map((m) => ({ ...m, Layers: [...m.Layers].reverse() })),
      ),
    codes: ['docker-oci-disagree'],
    verdict: 'broken',
  },
];

export const faults: readonly Fault[] = [...layoutFaults, ...jsonFaults, ...blobFaults, ...imageFaults];
