import type { DumpModel } from '../core/dump/dump-model.ts';

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

/** What comes next of both lists behind `from`; empty when all has been handed over. */
export const partOf = ({ files, references }: ModelLists, from: ListLengths): ModelLists => ({
  files: files.slice(from.files, from.files + AT_ONCE),
  references: references.slice(from.references, from.references + AT_ONCE),
});

/**
 * A model whose lists are those of its first part, and all that follow.
 * @param next gives the part behind what has arrived
 */
export async function inFull(
  model: DumpModel,
  lengths: ListLengths,
  next: (from: ListLengths) => Promise<ModelLists>,
): Promise<DumpModel> {
  const lists = { files: [...model.files], references: [...model.references] };
  while (lists.files.length < lengths.files || lists.references.length < lengths.references) {
    const { files, references } = await next(lengthsOf(lists));
    if (files.length + references.length === 0) throw new Error('The dump has fewer files than it said');
    lists.files.push(...files);
    lists.references.push(...references);
  }
  return { ...model, ...lists };
}
