import { pointerTokens } from '../json/json-pointer.ts';

/** Longest label: it stands beside an arrow. */
const LABEL_CHARACTERS = 80;

/**
 * A pointer in the short form that stands beside an arrow of the map: `/manifests/0/digest` is `manifests[0]`,
 * `/0/Layers/2` is `[0].Layers[2]`. `more` follows after a comma: a tag, a platform.
 */
export function shortReferenceLabel(pointer: string, ...more: readonly (string | null | undefined)[]): string {
  const tokens = pointerTokens(pointer);
  if (tokens.at(-1) === 'digest') tokens.pop();
  let label = '';
  for (const token of tokens) {
    if (/^\d+$/.test(token)) label += `[${token}]`;
    else label += (label === '' ? '' : '.') + (/^[a-z]+\d*:[0-9a-f]{20,}$/.test(token) ? shortDigest(token) : token);
  }
  const full = [label, ...more].filter((part) => part !== null && part !== undefined && part !== '').join(', ');
  return full.length <= LABEL_CHARACTERS ? full : `${full.slice(0, LABEL_CHARACTERS - 1)}…`;
}

function shortDigest(digest: string): string {
  const colon = digest.indexOf(':');
  return `${digest.slice(0, colon + 1)}${digest.slice(colon + 1, colon + 13)}…`;
}
