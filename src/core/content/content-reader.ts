/** The content of one file inside a layer, readable at any place. */
export interface ContentReader {
  /** Bytes of the file as it unpacks. */
  readonly size: number;
  /**
   * The bytes from `start` to `end` (exclusive), both clamped to the file; fewer where the layer breaks off. Holds all of
   * them: the caller bounds the range.
   */
  read(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}
