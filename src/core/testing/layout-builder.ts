import { createHash } from 'node:crypto';

type Json = Readonly<Record<string, unknown>>;
export interface TestDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

const OCI = 'application/vnd.oci.image';
export const LAYER_TYPE = `${OCI}.layer.v1.tar`;
export const MANIFEST_TYPE = `${OCI}.manifest.v1+json`;
export const INDEX_TYPE = `${OCI}.index.v1+json`;
export const CONFIG_TYPE = `${OCI}.config.v1+json`;

/** Builds a layout file by file, for tests that need one that no tool writes. */
export class LayoutBuilder {
  readonly files: Record<string, string> = { 'oci-layout': '{"imageLayoutVersion":"1.0.0"}' };

  blob(content: string, mediaType: string): TestDescriptor {
    const encoded = createHash('sha256').update(content).digest('hex');
    this.files[`blobs/sha256/${encoded}`] = content;
    return { mediaType, digest: `sha256:${encoded}`, size: Buffer.byteLength(content) };
  }

  json(content: Json, mediaType: string): TestDescriptor {
    return this.blob(JSON.stringify(content), mediaType);
  }

  /** An image whose layers are these texts; they need not be tars here. */
  image(
    layers: readonly string[],
    more: { readonly config?: Json; readonly manifest?: Json; readonly layerType?: string } = {},
  ): TestDescriptor {
    const blobs = layers.map((text) => this.blob(text, more.layerType ?? LAYER_TYPE));
    const config = {
      architecture: 'amd64',
      os: 'linux',
      created: '2024-01-01T00:00:00Z',
      config: { Cmd: ['/a b'] },
      rootfs: { type: 'layers', diff_ids: blobs.map(({ digest }) => digest) },
      ...more.config,
    };
    return this.json(
      {
        schemaVersion: 2,
        mediaType: MANIFEST_TYPE,
        config: this.json(config, CONFIG_TYPE),
        layers: blobs,
        ...more.manifest,
      },
      MANIFEST_TYPE,
    );
  }

  index(manifests: readonly object[], more: Json = {}): this {
    this.files['index.json'] = JSON.stringify({ schemaVersion: 2, mediaType: INDEX_TYPE, manifests, ...more });
    return this;
  }

  /** Takes away the blob of a descriptor. */
  without({ digest }: TestDescriptor): this {
    Reflect.deleteProperty(this.files, pathOf(digest));
    return this;
  }
}

export const pathOf = (digest: string): string => `blobs/${digest.replace(':', '/')}`;
