import type { CreateInflater } from '../layer/inflater.ts';

export interface CountedInflaters {
  readonly createInflater: CreateInflater;
  /** Input bytes of all of them. */
  pushed: number;
  /** Opened and not closed. */
  open: number;
  /** Where each started, in uncompressed bytes; null: at the first byte. */
  readonly started: (number | null)[];
}

/** The same inflaters, with what is asked of them counted. */
export function countedInflaters({ createInflater }: { readonly createInflater: CreateInflater }): CountedInflaters {
  const count: CountedInflaters = {
    pushed: 0,
    open: 0,
    started: [],
    createInflater: (kind, options) => {
      const inflater = createInflater(kind, options);
      let isOpen = true;
      count.open += 1;
      count.started.push(inflater.startedAt?.outputOffset ?? null);
      return {
        startedAt: inflater.startedAt ?? null,
        push: (input, emit) => {
          count.pushed += input.length;
          inflater.push(input, emit);
        },
        finish: (emit) => inflater.finish(emit),
        takeCheckpoints: () => {
          throw new Error('reading takes none');
        },
        get members() {
          return inflater.members;
        },
        get endOffset() {
          return inflater.endOffset;
        },
        get sawTrailing() {
          return inflater.sawTrailing;
        },
        close: () => {
          if (isOpen) count.open -= 1;
          isOpen = false;
          inflater.close();
        },
      };
    },
  };
  return count;
}
