import type { JsonNode } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { FieldReader } from './field-reader.ts';
import { readPlatform } from './platform.ts';
import type { Platform } from './platform.ts';

/** A reference as written. Null means absent or unusable; `wrong` holds the pointers of what is there but of a wrong type. */
export interface Descriptor {
  readonly pointer: string;
  readonly mediaType: string | null;
  /** Not checked: it may be malformed. */
  readonly digest: string | null;
  /** Bytes. */
  readonly size: number | null;
  readonly platform: Platform | null;
  readonly annotations: ReadonlyMap<string, string>;
  readonly artifactType: string | null;
  /** Base64 of the content itself. */
  readonly data: string | null;
  readonly urls: readonly string[];
  readonly wrong: readonly string[];
}

/**
 * Reads a descriptor from foreign JSON; never throws.
 * @param pointer of `node` in its document
 * @see OCI image-spec, descriptor.md, "Properties"
 */
export function readDescriptor(node: JsonNode | undefined, pointer: string): Descriptor {
  const fields = new FieldReader(node, pointer);
  return {
    pointer,
    mediaType: fields.string('mediaType'),
    digest: fields.string('digest'),
    size: fields.count('size'),
    platform: readPlatform(fields.object('platform').node),
    annotations: fields.stringMap('annotations'),
    artifactType: fields.string('artifactType'),
    data: fields.string('data'),
    urls: fields.strings('urls') ?? [],
    wrong: fields.wrong,
  };
}

/** The descriptors of a list, in order; an item that is no object is one without any field. */
export const readDescriptors = (fields: FieldReader, key: string): Descriptor[] =>
  fields.items(key).map((item, i) => readDescriptor(item, pointerOf(fields.at(key), i)));
