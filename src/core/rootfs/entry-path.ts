import { toBinary } from '../bytes/byte-names.ts';

/**
 * The parts of a path inside the container, from its root down: `./a//b/`, `/a/b` and `a/b` are the same, `..` stops at
 * the root. Parts are binary strings, one character per byte. The root itself has no parts.
 */
export function pathParts(name: Uint8Array): string[] {
  return partsOf(toBinary(name));
}

/** As `pathParts`, of a name that is a binary string already. */
export function partsOf(name: string): string[] {
  const parts: string[] = [];
  for (const part of name.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}
