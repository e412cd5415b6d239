import type { JsonDocument } from '../json/json-node.ts';
import { readDescriptor, readDescriptors } from './descriptor.ts';
import type { Descriptor } from './descriptor.ts';
import { FieldReader } from './field-reader.ts';

/** A list of manifests and further indexes. */
export interface IndexView {
  readonly mediaType: string | null;
  readonly schemaVersion: number | null;
  readonly manifests: readonly Descriptor[];
  readonly subject: Descriptor | null;
  readonly artifactType: string | null;
  readonly annotations: ReadonlyMap<string, string>;
  /** Pointers of known fields that are of a wrong type; those inside descriptors are in the descriptors. */
  readonly wrong: readonly string[];
}

/** Reads an image index or Docker manifest list; never throws. @see OCI image-spec, image-index.md */
export function readIndex(document: JsonDocument): IndexView {
  const fields = new FieldReader(document.root ?? undefined, '');
  const subject = fields.field('subject');
  return {
    mediaType: fields.string('mediaType'),
    schemaVersion: fields.count('schemaVersion'),
    manifests: readDescriptors(fields, 'manifests'),
    subject: subject ? readDescriptor(subject, '/subject') : null,
    artifactType: fields.string('artifactType'),
    annotations: fields.stringMap('annotations'),
    wrong: fields.wrong,
  };
}
