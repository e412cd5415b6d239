import type { ContentPool } from './content-pool.ts';
import { Random } from './random.ts';
import { json, LayoutWriter, type MadeDump } from './write-layout.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** An image layout of many small artifacts, as a store of signatures and software lists is: a manifest and a text for each. */
export function writeTiny(folder: string, blobs: number, pool: ContentPool): MadeDump {
  const layout = new LayoutWriter(folder);
  const random = new Random(blobs);
  const config = layout.putBlob('application/vnd.oci.empty.v1+json', json({}));
  const manifests = Array.from({ length: Math.floor((blobs - 1) / 2) }, (_, place) => {
    const text = Buffer.concat([...pool.file('text', 200 + random.below(3000), random)]);
    const layer = layout.putBlob('text/plain', Buffer.concat([Buffer.from(`note ${place}\n`), text]));
    const manifest = {
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: 'application/vnd.example.note.v1',
      config,
      layers: [layer],
    };
    return layout.putBlob(MANIFEST, json(manifest));
  });
  layout.finish(manifests);
  return { folder, layerPaths: [], files: layout.files, entries: 0, storedBytes: layout.storedBytes, tarBytes: 0 };
}
