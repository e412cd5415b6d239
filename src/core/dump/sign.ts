import type { DialectId, Evidence } from './dump-model.ts';

/** The dialect of a dump, who may have written it, and why we think so. */
export interface Recognised {
  readonly dialect: DialectId;
  /** In words; null when nothing tells. */
  readonly producer: string | null;
  readonly evidence: readonly Evidence[];
}

/** A sentence for or against. */
export function sign(supports: boolean, text: string, path: string | null = null): Evidence {
  return { supports, text, path };
}
