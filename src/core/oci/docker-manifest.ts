import { membersOf, stringOf } from '../json/json-access.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';
import { readDescriptor } from './descriptor.ts';
import type { Descriptor } from './descriptor.ts';
import { FieldReader } from './field-reader.ts';

export interface PointedText {
  readonly value: string;
  readonly pointer: string;
}

/** One image of Docker's `manifest.json`. Paths are as written: not cleaned, perhaps leading outside. */
export interface DockerManifestEntry {
  readonly pointer: string;
  readonly config: string | null;
  readonly repoTags: readonly PointedText[];
  /** Base layer first. An item that is no text is left out and in `wrong`. */
  readonly layers: readonly PointedText[];
  /** Image ID of the parent, when that is in the same dump. */
  readonly parent: string | null;
  readonly layerSources: readonly {
    readonly diffId: string;
    readonly pointer: string;
    readonly descriptor: Descriptor;
  }[];
}

export interface DockerManifestView {
  /** The document is a list. */
  readonly isList: boolean;
  readonly entries: readonly DockerManifestEntry[];
  readonly wrong: readonly string[];
}

/** Reads the `manifest.json` of a `docker save` archive; never throws. Field names and order: moby, image/tarexport. */
export function readDockerManifest(document: JsonDocument): DockerManifestView {
  const { root } = document;
  if (root?.kind !== 'array') return { isList: false, entries: [], wrong: [''] };
  const wrong: string[] = [];
  const entries = root.items.map((item, i) => {
    const fields = new FieldReader(item, pointerOf('', i), wrong);
    if (item.kind === 'null') wrong.push(fields.pointer);
    return {
      pointer: fields.pointer,
      config: fields.string('Config'),
      repoTags: pointedTexts(fields, 'RepoTags'),
      layers: pointedTexts(fields, 'Layers'),
      parent: fields.string('Parent'),
      layerSources: membersOf(fields.object('LayerSources').node).map(({ key, value }) => {
        const pointer = pointerOf(fields.at('LayerSources'), key.value);
        return { diffId: key.value, pointer, descriptor: readDescriptor(value, pointer) };
      }),
    };
  });
  return { isList: true, entries, wrong };
}

function pointedTexts(fields: FieldReader, key: string): PointedText[] {
  return fields.items(key).flatMap((item, i) => {
    const pointer = pointerOf(fields.at(key), i);
    const value = stringOf(item);
    if (value !== null) return [{ value, pointer }];
    fields.wrong.push(pointer);
    return [];
  });
}
