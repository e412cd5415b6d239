import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LayerTar } from './layer-tar.ts';
import { type Packing, type WrittenLayer, writeLayer } from './write-layer.ts';

/** What was made: facts for the report, and what peers need. */
export interface MadeDump {
  readonly folder: string;
  /** Blobs of the layers, below the folder. */
  readonly layerPaths: readonly string[];
  readonly files: number;
  readonly entries: number;
  readonly storedBytes: number;
  /** Bytes of all layers unpacked. */
  readonly tarBytes: number;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const OCI = 'application/vnd.oci.image';
const REFERENCE = 'bench';

/** Starts an image layout in a folder and puts small blobs into it. */
export class LayoutWriter {
  readonly folder: string;
  readonly blobs: string;
  files = 0;
  storedBytes = 0;

  constructor(folder: string) {
    this.folder = folder;
    this.blobs = join(folder, 'blobs/sha256');
    mkdirSync(this.blobs, { recursive: true });
  }

  putBlob(mediaType: string, bytes: Uint8Array): Descriptor {
    const hex = createHash('sha256').update(bytes).digest('hex');
    this.putFile(`blobs/sha256/${hex}`, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  }

  putFile(path: string, bytes: Uint8Array): void {
    writeFileSync(join(this.folder, path), bytes);
    this.files += 1;
    this.storedBytes += bytes.length;
  }

  finish(manifests: readonly object[]): void {
    this.putFile('oci-layout', json({ imageLayoutVersion: '1.0.0' }));
    this.putFile('index.json', json({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests }));
  }
}

export const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** Writes one image; plain layers as `docker save` of Docker 25 and later writes them, packed ones as an OCI image layout. */
export async function writeImage(folder: string, layers: readonly LayerTar[], packing: Packing): Promise<MadeDump> {
  const layout = new LayoutWriter(folder);
  const written = await writeAll(layout, layers, packing);
  const config = layout.putBlob(`${OCI}.config.v1+json`, json(imageConfig(written)));
  const suffix = packing === 'plain' ? '' : `+${packing}`;
  const manifest = layout.putBlob(
    `${OCI}.manifest.v1+json`,
    json({
      schemaVersion: 2,
      mediaType: `${OCI}.manifest.v1+json`,
      config,
      layers: written.map(({ digest, size }) => ({ mediaType: `${OCI}.layer.v1.tar${suffix}`, digest, size })),
    }),
  );
  const pathOf = (digest: string): string => `blobs/sha256/${digest.slice('sha256:'.length)}`;
  const layerPaths = written.map(({ digest }) => pathOf(digest));
  if (packing === 'plain')
    layout.putFile(
      'manifest.json',
      json([{ Config: pathOf(config.digest), RepoTags: [`${REFERENCE}:latest`], Layers: layerPaths }]),
    );
  const annotations = {
    'io.containerd.image.name': `docker.io/library/${REFERENCE}:latest`,
    'org.opencontainers.image.ref.name': packing === 'plain' ? 'latest' : REFERENCE,
  };
  layout.finish([{ ...manifest, annotations }]);
  const sum = (pick: (layer: WrittenLayer) => number): number => written.reduce((all, layer) => all + pick(layer), 0);
  return {
    folder,
    layerPaths,
    files: layout.files + written.length,
    entries: sum(({ entries }) => entries),
    storedBytes: layout.storedBytes + sum(({ size }) => size),
    tarBytes: sum(({ tarBytes }) => tarBytes),
  };
}

/** As many layers at once as there are cores; the order of the result is that of the layers. */
async function writeAll(layout: LayoutWriter, layers: readonly LayerTar[], packing: Packing): Promise<WrittenLayer[]> {
  const written: WrittenLayer[] = [];
  const waiting = layers.entries();
  const work = async (): Promise<void> => {
    for (const [place, layer] of waiting) written[place] = await writeLayer(layout.blobs, layer, packing);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return written;
}

const imageConfig = (layers: readonly WrittenLayer[]): object => ({
  created: '2024-01-01T00:00:00Z',
  architecture: 'amd64',
  os: 'linux',
  config: { Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], Cmd: ['/usr/bin/app'] },
  rootfs: { type: 'layers', diff_ids: layers.map(({ diffId }) => diffId) },
  history: layers.map(({ createdBy }) => ({ created: '2024-01-01T00:00:00Z', created_by: createdBy })),
});
