import { toBinary } from '../bytes/byte-names.ts';
import { ENTRY_TYPES, type LayerEntries } from '../layer/layer-entries.ts';

/** Whiteouts of one layer, and where everything stands. Paths are byte strings (`toBinary`), cleaned. */
export interface LayerFacts {
  /** Cleaned path → the first entry with it. Empty for the root itself. */
  readonly first: ReadonlyMap<string, number>;
  /** Paths that a whiteout of this layer hides below it → the entry of the whiteout. */
  readonly hidden: ReadonlyMap<string, number>;
  /** Folders whose lower content is hidden. */
  readonly opaque: ReadonlySet<string>;
  /** Entries whose cleaned path stood in the layer before. */
  readonly repeated: readonly number[];
  /** Entries whose path leads above the root. */
  readonly escaping: readonly number[];
  /** Entries with bytes above 0x7f in their name: candidates for names that are no text. */
  readonly notAscii: readonly number[];
  readonly devices: readonly number[];
  readonly hardlinks: readonly number[];
  /** Entries named `.wh.`, `.wh..` or `.wh...`. */
  readonly namelessWhiteouts: readonly number[];
}

/** A cleaned path as engines compare them; `escapes` when `..` led above the root. */
export interface CleanEntryPath {
  readonly path: string;
  readonly escapes: boolean;
}

const PLAIN = /^(?!\/)(?!\.{1,2}(?:\/|$))(?!.*\/(?:\/|\.{1,2}(?:\/|$))).*[^/]$/s;

/** `./a`, `a/`, `/a` and `a` are one path; `..` never leads above the root but says so. */
export function cleanEntryPath(name: string): CleanEntryPath {
  if (PLAIN.test(name)) return { path: name, escapes: false };
  const parts: string[] = [];
  let escapes = false;
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) escapes = true;
  }
  return { path: parts.join('/'), escapes };
}

const cache = new WeakMap<LayerEntries, LayerFacts>();

/** What several rules ask about the entries of a layer; computed once per layer, some 100 bytes an entry while it is in memory. */
export function layerFacts(entries: LayerEntries): LayerFacts {
  const known = cache.get(entries);
  if (known) return known;
  const facts = gather(entries);
  cache.set(entries, facts);
  return facts;
}

const CHAR = ENTRY_TYPES.indexOf('char');
const BLOCK = ENTRY_TYPES.indexOf('block');
const HARDLINK = ENTRY_TYPES.indexOf('hardlink');
const WHITEOUT = '.wh.';

function gather(entries: LayerEntries): LayerFacts {
  const names = toBinary(entries.names);
  const first = new Map<string, number>();
  const hidden = new Map<string, number>();
  const opaque = new Set<string>();
  const lists = {
    repeated: [] as number[],
    escaping: [] as number[],
    notAscii: [] as number[],
    devices: [] as number[],
    hardlinks: [] as number[],
    namelessWhiteouts: [] as number[],
  };
  let start = 0;
  for (let i = 0; i < entries.count; i += 1) {
    const end = entries.nameEnds[i] ?? start;
    const name = names.slice(start, end);
    start = end;
    const { path, escapes } = cleanEntryPath(name);
    if (escapes) lists.escaping.push(i);
    if (/[^\0-\x7f]/.test(name)) lists.notAscii.push(i);
    const type = entries.types[i];
    if (type === CHAR || type === BLOCK) lists.devices.push(i);
    if (type === HARDLINK) lists.hardlinks.push(i);
    const slash = path.lastIndexOf('/');
    const base = path.slice(slash + 1);
    if (base.startsWith(WHITEOUT)) {
      const dir = path.slice(0, Math.max(0, slash));
      const target = base.slice(WHITEOUT.length);
      if (target === '' || target === '.' || target === '..') lists.namelessWhiteouts.push(i);
      else if (target === '.wh..opq') opaque.add(dir);
      else if (!target.startsWith(WHITEOUT)) hidden.set(dir === '' ? target : `${dir}/${target}`, i);
    }
    if (first.has(path)) lists.repeated.push(i);
    else first.set(path, i);
  }
  return { first, hidden, opaque, ...lists };
}
