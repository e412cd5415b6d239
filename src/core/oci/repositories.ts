import { membersOf, stringOf } from '../json/json-access.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { pointerOf } from '../json/json-pointer.ts';

/** One tag of `repositories`. `id`: directory name of the top layer (Docker up to 24) or its diff ID in hex (from 25 on). */
export interface RepositoriesEntry {
  readonly name: string;
  readonly tag: string;
  readonly id: string;
  readonly pointer: string;
}

/** Reads Docker's `repositories` file, `{name: {tag: id}}`; never throws. `wrong` holds pointers of what has another shape. */
export function readRepositories(document: JsonDocument): {
  readonly entries: readonly RepositoriesEntry[];
  readonly wrong: readonly string[];
} {
  const entries: RepositoriesEntry[] = [];
  const wrong: string[] = [];
  if (document.root?.kind !== 'object') wrong.push('');
  for (const repository of membersOf(document.root)) {
    const name = repository.key.value;
    const namePointer = pointerOf('', name);
    if (repository.value.kind !== 'object') wrong.push(namePointer);
    for (const { key, value } of membersOf(repository.value)) {
      const pointer = pointerOf(namePointer, key.value);
      const id = stringOf(value);
      if (id === null) wrong.push(pointer);
      else entries.push({ name, tag: key.value, id, pointer });
    }
  }
  return { entries, wrong };
}
