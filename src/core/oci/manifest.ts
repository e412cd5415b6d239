import type { JsonDocument } from '../json/json-node.ts';
import { readDescriptor, readDescriptors } from './descriptor.ts';
import type { Descriptor } from './descriptor.ts';
import { FieldReader } from './field-reader.ts';

/** One image or artifact: what it consists of. */
export interface ManifestView {
  readonly mediaType: string | null;
  readonly schemaVersion: number | null;
  readonly config: Descriptor | null;
  /** `layers`; of a withdrawn artifact manifest its `blobs`. */
  readonly layers: readonly Descriptor[];
  readonly subject: Descriptor | null;
  readonly artifactType: string | null;
  readonly annotations: ReadonlyMap<string, string>;
  /** Pointers of known fields that are of a wrong type; those inside descriptors are in the descriptors. */
  readonly wrong: readonly string[];
}

/** Reads a manifest, OCI or Docker; never throws. @see OCI image-spec, manifest.md */
export function readManifest(document: JsonDocument): ManifestView {
  const fields = new FieldReader(document.root ?? undefined, '');
  const config = fields.field('config');
  const subject = fields.field('subject');
  return {
    mediaType: fields.string('mediaType'),
    schemaVersion: fields.count('schemaVersion'),
    config: config ? readDescriptor(config, '/config') : null,
    layers: readDescriptors(fields, fields.field('layers') ? 'layers' : 'blobs'),
    subject: subject ? readDescriptor(subject, '/subject') : null,
    artifactType: fields.string('artifactType'),
    annotations: fields.stringMap('annotations'),
    wrong: fields.wrong,
  };
}
