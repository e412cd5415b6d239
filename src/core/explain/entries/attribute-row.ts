/** One attribute of an entry, with its plain explanation. */
export interface AttributeRow {
  /** `Type`, `Mode`, `Owner`, `security.capability`, … */
  readonly name: string;
  readonly value: string;
  /** One or two sentences for somebody who never heard of it; null where the value says it all. */
  readonly note: string | null;
}
