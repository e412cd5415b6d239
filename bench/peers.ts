import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { MadeDump } from './dumps/write-layout.ts';
import type { Packing } from './dumps/write-layer.ts';

/** What an engineer would type for the same question. */
export interface Peer {
  readonly id: string;
  readonly name: string;
  readonly needs: readonly string[];
  /** `$@` are the layer blobs, `$OUT` an empty folder; the working directory is the dump. */
  readonly shell: string;
  /** What it does of the work, and what it does besides. */
  readonly does: string;
  /** Takes many times as long: a few rounds are enough, and `--quick` goes without. */
  readonly isSlow?: boolean;
}

/** Peers that can use several cores get all of them, in a variant of their own. */
const CORES = availableParallelism();
const blobs = 'find blobs -type f -print0';
const EACH = `xargs -0 -n1 -P${CORES}`;
const HASHES = 'digests and diff IDs; no tar index, no hashes of files, no tree';
const written = (name: string): string => `${name}; writes to disk, which Tallyman does not`;
const root = process.getuid?.() === 0;

/** @param share files that one process takes when several run: starting one for each tiny file would be the whole time */
const hashPeers = (share: number): readonly Peer[] => [
  {
    id: 'sha256sum',
    name: 'sha256sum of every blob',
    needs: ['sha256sum'],
    shell: `${blobs} | xargs -0 sha256sum`,
    does: HASHES,
  },
  {
    id: 'sha256sum-parallel',
    name: `sha256sum of every blob, ${CORES} at once`,
    needs: ['sha256sum'],
    shell: `${blobs} | xargs -0 -n${share} -P${CORES} sha256sum`,
    does: HASHES,
  },
  {
    id: 'openssl',
    name: 'openssl dgst of every blob',
    needs: ['openssl'],
    shell: `${blobs} | xargs -0 openssl dgst -sha256`,
    does: `${HASHES}; uses the processor's own SHA instructions`,
  },
];

/** Digests of the blobs as they are, then of what is in the layers; one after the other, and on all cores. */
function chain(id: string, unpack: string, needs: string, hash: 'sha256sum' | 'openssl dgst -sha256'): Peer[] {
  const program = hash.replace(/ .*/, '');
  const short = hash.replace(/ -.*/, '');
  const name = `${short} of blobs; ${unpack} | ${short} of layers`;
  const one = `${unpack} "$1" | ${hash}`;
  return [
    {
      id,
      name,
      needs: [needs, program],
      shell: `${blobs} | xargs -0 ${hash}; for f; do ${unpack} "$f" | ${hash}; done`,
      does: HASHES,
    },
    {
      id: `${id}-parallel`,
      name: `${name}, ${CORES} at once`,
      needs: [needs, program],
      shell: `${blobs} | ${EACH} ${hash}; printf '%s\\0' "$@" | ${EACH} sh -c '${one}' sh`,
      does: HASHES,
    },
  ];
}

const list = (flags: string): Peer => ({
  id: 'tar-list',
  name: `tar ${flags} of every layer`,
  needs: ['tar'],
  shell: `for f; do tar ${flags} "$f"; done`,
  does: 'the names only; no digests',
});

const imagePeers = (reference: string): readonly Peer[] => [
  {
    id: 'skopeo-dir',
    name: 'skopeo copy oci: dir:',
    needs: ['skopeo'],
    shell: `skopeo --insecure-policy copy -q oci:.:${reference} dir:"$OUT/dir"`,
    does: written('blob digests only; no diff IDs, no unpacking'),
  },
  {
    id: 'skopeo-archive',
    name: 'skopeo copy oci: docker-archive:',
    needs: ['skopeo'],
    shell: `skopeo --insecure-policy copy -q oci:.:${reference} docker-archive:"$OUT/a.tar":bench:latest`,
    does: written('blob digests and diff IDs, unpacks; no tar index'),
    isSlow: true,
  },
];

const umoci = (reference: string): Peer => ({
  id: 'umoci',
  name: `umoci unpack${root ? '' : ' --rootless'}`,
  needs: ['umoci'],
  shell: `umoci unpack ${root ? '' : '--rootless '}--image .:${reference} "$OUT/bundle"`,
  does: written('blob digests and diff IDs, unpacks every file'),
  isSlow: true,
});

export const PEERS: Readonly<Record<Packing | 'tiny' | 'small-files', readonly Peer[]>> = {
  plain: [...hashPeers(1), list('-tf'), ...imagePeers('latest'), umoci('latest')],
  gzip: [
    ...chain('gzip-chain', 'gzip -dc', 'gzip', 'sha256sum'),
    ...chain('pigz-chain', 'pigz -dc', 'pigz', 'openssl dgst -sha256'),
    list('-tzf'),
    ...imagePeers('bench'),
    umoci('bench'),
  ],
  // umoci 0.4 does not know the media type of zstd layers.
  zstd: [...chain('zstd-chain', 'zstd -qdc', 'zstd', 'sha256sum'), list('--zstd -tf'), ...imagePeers('bench')],
  tiny: hashPeers(1000),
  'small-files': [
    ...chain('gzip-chain', 'gzip -dc', 'gzip', 'sha256sum'),
    ...chain('pigz-chain', 'pigz -dc', 'pigz', 'openssl dgst -sha256'),
    list('-tzf'),
  ],
};

/** Milliseconds of one run, what it writes thrown away. @throws Error with the last words of a peer that fails */
export function timePeer(peer: Peer, dump: MadeDump, scratch: string): number {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  try {
    const started = performance.now();
    const { status, stderr } = spawnSync('sh', ['-ec', peer.shell, 'sh', ...dump.layerPaths], {
      cwd: dump.folder,
      env: { ...process.env, OUT: scratch },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    const took = performance.now() - started;
    if (status !== 0) throw new Error(lastWords(stderr));
    return took;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Programs log in their own ways; the end of the last line says why. */
function lastWords(log: string): string {
  const line = log.trim().split('\n').at(-1) ?? '';
  return (/msg="(.*)"$/.exec(line)?.[1] ?? line).replaceAll('\\', '').slice(-200);
}
