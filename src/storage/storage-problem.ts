/** `full`: no room; `forbidden`: a private window or a setting; `superseded`: a newer version of the app runs in another tab. */
export type StorageProblemKind = 'full' | 'forbidden' | 'superseded' | 'failed';

/** Nothing can be kept, now or at all. Never stops the work. */
export class StorageProblem extends Error {
  override readonly name = 'StorageProblem';
  readonly kind: StorageProblemKind;

  constructor(kind: StorageProblemKind, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }

  static from(thrown: unknown): StorageProblem {
    if (thrown instanceof StorageProblem) return thrown;
    const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
    return new StorageProblem(kindByName.get(name) ?? 'failed', { cause: thrown });
  }
}

/** Names of DOMExceptions. Firefox gives InvalidStateError in private windows that have no database. */
const kindByName: ReadonlyMap<string, StorageProblemKind> = new Map([
  ['QuotaExceededError', 'full'],
  ['SecurityError', 'forbidden'],
  ['InvalidStateError', 'forbidden'],
  ['NotAllowedError', 'forbidden'],
  ['VersionError', 'superseded'],
]);
