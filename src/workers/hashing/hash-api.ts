/** What `hash.worker.ts` does: SHA-256 of streams that another worker reads, each known by a number of its own. */
export interface HashApi {
  /** The next bytes of a stream, which begins with the first of them. The buffer comes back, to be filled again. */
  update: {
    params: { readonly id: number; readonly buffer: ArrayBuffer; readonly length: number };
    result: ArrayBuffer;
    progress: never;
  };
  /** Lowercase hex. */
  end: { params: { readonly id: number }; result: string; progress: never };
  /** Forgets a stream that will not come to its end. */
  drop: { params: { readonly id: number }; result: null; progress: never };
}
