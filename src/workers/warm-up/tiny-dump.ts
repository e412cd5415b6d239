import type { CreateHasher } from '../../core/bytes/hasher.ts';
import {
  PLAIN_FILE,
  TAR_END_BYTES,
  type TarEntryFields,
  tarPadding,
  writeTarHeader,
} from '../../core/tar/write-tar-header.ts';

const utf8 = new TextEncoder();
const OCI = 'application/vnd.oci.image';

export interface TinyDump {
  /** An image of one plain layer as Docker 25 and later save it: an OCI layout with a `manifest.json`, in a tar. */
  readonly archive: Blob;
  /** Its layer, a tar of a folder, two files and a link. */
  readonly layer: Blob;
}

/** The smallest dump that goes through all the steps which a real one goes through. */
export function tinyDump(createHasher: CreateHasher): TinyDump {
  const layer = tarOf([
    { ...PLAIN_FILE, type: 'dir', nameBytes: utf8.encode('etc'), size: 0 },
    ['etc/hostname', 'tiny'],
    ['etc/.wh.issue', ''],
    { ...PLAIN_FILE, type: 'symlink', nameBytes: utf8.encode('etc/motd'), linkBytes: utf8.encode('issue'), size: 0 },
  ]);
  const files = new Map<string, string | Uint8Array<ArrayBuffer>>([['oci-layout', '{"imageLayoutVersion":"1.0.0"}']]);
  const add = (content: string | Uint8Array<ArrayBuffer>, mediaType: string) => {
    const bytes = typeof content === 'string' ? utf8.encode(content) : content;
    const hasher = createHasher('sha256');
    hasher.update(bytes);
    const hex = hasher.digestHex();
    files.set(`blobs/sha256/${hex}`, bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const layers = [add(layer, `${OCI}.layer.v1.tar`)];
  const rootfs = { type: 'layers', diff_ids: layers.map(({ digest }) => digest) };
  const history = [{ created: DATE, created_by: 'COPY . / # buildkit' }];
  const run = { Env: ['PATH=/bin'], Cmd: ['sh'], Labels: { a: 'b' } };
  const config = add(
    JSON.stringify({ architecture: 'amd64', os: 'linux', created: DATE, config: run, history, rootfs }),
    `${OCI}.config.v1+json`,
  );
  const manifestType = `${OCI}.manifest.v1+json`;
  const manifest = add(JSON.stringify({ schemaVersion: 2, mediaType: manifestType, config, layers }), manifestType);
  const annotations = { 'org.opencontainers.image.ref.name': '1' };
  const manifests = [{ ...manifest, annotations }];
  files.set('index.json', JSON.stringify({ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests }));
  const place = ({ digest }: { digest: string }): string => digest.replace('sha256:', 'blobs/sha256/');
  const saved = [{ Config: place(config), RepoTags: ['tiny:1'], Layers: layers.map(place) }];
  files.set('manifest.json', JSON.stringify(saved));
  return { archive: new Blob([tarOf([...files])]), layer: new Blob([layer]) };
}

const DATE = '2024-01-01T00:00:00Z';

type Part = TarEntryFields | readonly [name: string, content: string | Uint8Array<ArrayBuffer>];

function tarOf(parts: readonly Part[]): Uint8Array<ArrayBuffer> {
  const pieces = parts.flatMap((part) => {
    if (!Array.isArray(part)) return [writeTarHeader(part as TarEntryFields)];
    const [name, content] = part as readonly [string, string | Uint8Array<ArrayBuffer>];
    const bytes = typeof content === 'string' ? utf8.encode(content) : content;
    const header = writeTarHeader({ ...PLAIN_FILE, nameBytes: utf8.encode(name), size: bytes.length });
    return [header, bytes, new Uint8Array(tarPadding(bytes.length))];
  });
  pieces.push(new Uint8Array(TAR_END_BYTES));
  const tar = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    tar.set(piece, at);
    at += piece.length;
  }
  return tar;
}
