import type { ByteSource } from '../core/bytes/byte-source.ts';
import type { DumpFile, DumpModel, Reference } from '../core/dump/dump-model.ts';
import { packReferences, type PackedReferences, unpackReferences } from './packed-references.ts';
import type { PickedFile } from './worker-input.ts';

/** Taking as many files or references out of a message keeps a thread busy for some 5 ms. */
const AT_ONCE = 2_000;

/** The lists of a model that grow with the dump. */
export type ModelLists = Pick<DumpModel, 'files' | 'references'>;
/** How long they are, or how much of them has arrived. */
export type ListLengths = Readonly<Record<keyof ModelLists, number>>;

export const lengthsOf = ({ files, references }: ModelLists): ListLengths => ({
  files: files.length,
  references: references.length,
});

/** It takes more than one message. */
export const isLong = ({ files, references }: ModelLists): boolean =>
  files.length > AT_ONCE || references.length > AT_ONCE;

/** A piece of both lists. */
export interface ModelPart extends ModelLists {
  /**
   * Of each file its place among those that were picked, -1 for one that was not; then `source` is left out. A file that is
   * posted costs both threads some kilobytes, and who picked it has it.
   */
  readonly places?: readonly number[];
  /** Instead of `references`, once all files have been handed over. */
  readonly packed?: PackedReferences;
}

/** What a first part has beside its lists. */
export type PartExtras = Omit<ModelPart, keyof ModelLists>;

/**
 * What comes next of both lists behind `from`; empty when all has been handed over.
 * @param picked places of picked files: see `ModelPart`
 */
export function partOf(
  model: ModelLists,
  from: ListLengths,
  picked: ReadonlyMap<ByteSource, number> = NOTHING_PICKED,
): ModelPart {
  if (!isLong(model))
    return { files: model.files.slice(from.files), references: model.references.slice(from.references) };
  const files = model.files.slice(from.files, from.files + AT_ONCE);
  const places = files.map(({ source }) => (source && picked.get(source)) ?? -1);
  const isLast = from.files + files.length >= model.files.length;
  return {
    files: files.map((file, i) => (places[i] === -1 ? file : { ...file, source: null })),
    references: [],
    ...(picked.size > 0 && { places }),
    ...(isLast && {
      packed: packReferences(model.references.slice(from.references, from.references + AT_ONCE), model.files),
    }),
  };
}

const NOTHING_PICKED: ReadonlyMap<ByteSource, number> = new Map();

/** Where in what was picked each source lies, for `partOf`; empty where all is posted at once. */
export function placesOf(model: DumpModel, picked: readonly PickedFile[]): ReadonlyMap<ByteSource, number> {
  return isLong(model) ? new Map(picked.map(({ file }, place) => [file, place])) : NOTHING_PICKED;
}

/**
 * A model whose lists are those of its first part, and all that follow.
 * @param next gives the part behind what has arrived
 * @param picked what was picked, for files that come without their bytes
 */
export async function inFull(
  model: DumpModel,
  { lengths, ...extras }: { readonly lengths: ListLengths } & PartExtras,
  next: (from: ListLengths) => Promise<ModelPart>,
  picked: readonly Pick<PickedFile, 'file'>[] = [],
): Promise<DumpModel> {
  const lists: { files: DumpFile[]; references: Reference[] } = { files: [], references: [] };
  const add = ({ files, references, places, packed }: ModelPart): void => {
    lists.files.push(...withSources(files, places, picked));
    lists.references.push(...references, ...(packed ? unpackReferences(packed, lists.files) : []));
  };
  add({ files: model.files, references: model.references, ...extras });
  while (lists.files.length < lengths.files || lists.references.length < lengths.references) {
    const before = lists.files.length + lists.references.length;
    add(await next(lengthsOf(lists)));
    if (lists.files.length + lists.references.length === before)
      throw new Error('The dump has fewer files than it said');
  }
  return { ...model, ...lists };
}

function withSources(
  files: readonly DumpFile[],
  places: readonly number[] | undefined,
  picked: readonly Pick<PickedFile, 'file'>[],
): DumpFile[] {
  return files.map((file, i) => {
    const source = picked[places?.[i] ?? -1]?.file;
    return source ? { ...file, source } : file;
  });
}
