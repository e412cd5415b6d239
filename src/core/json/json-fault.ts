/** Where and why bytes are no JSON. Never leaves this folder: `parseJson` puts it into the document. */
export class JsonFault extends Error {
  /** In bytes from the start of the file. */
  readonly offset: number;
  readonly reason: string;

  constructor(offset: number, reason: string) {
    super(reason);
    this.offset = offset;
    this.reason = reason;
  }
}
