/** One build argument of an ARG; `start` and `end`, exclusive, are where its value stands. */
export interface DeclaredArg {
  readonly key: string;
  /** Null when it has no default. */
  readonly value: string | null;
  readonly start: number;
  readonly end: number;
}

/** What an ARG declares, `A=1 B C=two words`: a word without `=` behind a value belongs to it. */
export function declaredArgs(rest: string): DeclaredArg[] {
  const args: DeclaredArg[] = [];
  for (const { 0: word, index } of rest.matchAll(/[^ ]+/g)) {
    const equals = word.indexOf('=');
    const end = index + word.length;
    const last = args.at(-1);
    if (equals > 0) {
      const start = index + equals + 1;
      args.push({ key: word.slice(0, equals), value: word.slice(equals + 1), start, end });
    } else if (last && last.value !== null) {
      args[args.length - 1] = { ...last, value: rest.slice(last.start, end), end };
    } else args.push({ key: word, value: null, start: end, end });
  }
  return args;
}
