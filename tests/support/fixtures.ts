import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../fixtures/', import.meta.url));

export const fixturePath = (name: string): string => `${root}${name}`;

/** Every dump of the corpus: whatever has a truth beside it. */
export function fixtureNames(): string[] {
  return readdirSync(`${root}truth`)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort();
}

export interface TruthLayer {
  readonly path: string;
  readonly size?: number;
  readonly sha256?: string;
  readonly compression?: string;
  readonly diffId?: string;
  readonly uncompressedSize?: number;
  readonly missing?: boolean;
  readonly error?: string;
  readonly stats?: Readonly<Record<string, number>>;
}
export interface Truth {
  readonly files: Readonly<Record<string, { size?: number; sha256?: string; dangling?: boolean }>>;
  readonly images: readonly {
    readonly layers: readonly TruthLayer[];
    readonly squashed: { paths: number; bytes: number; byType: Record<string, number>; listSha256: string };
    readonly list: readonly string[];
    /** By dive's own rules; null where a layer is missing or no tar. */
    readonly dive: { readonly score: number; readonly wastedBytes: number } | null;
    readonly diffIds?: readonly string[];
    readonly platform?: string;
    readonly manifest?: string;
    readonly config?: string;
    readonly tags?: readonly string[];
  }[];
}

export function truthOf(name: string): Truth {
  const path = `${root}truth/${name}.json`;
  if (!existsSync(path)) throw new Error(`no truth for ${name}`);
  return JSON.parse(readFileSync(path, 'utf8')) as Truth;
}
