import { gunzipSync, gzipSync } from 'node:zlib';
import { bytesOf, replaceBlob, setText } from '../support/memory-dump.ts';
import { changeText, dockerManifestOf, layerPath, setDockerManifest, type Fault } from './fault.ts';

import { hello, kitchen, oci, onConfig } from './on-documents.ts';

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
