import type { MapNode } from '../../core/explain/map-graph.ts';
import { formatSize, plural } from '../../core/messages/format-size.ts';
import { shortDigest, shortPath } from '../format/short-digest.ts';
import { roleMark, type RoleMark } from '../shared/role-mark.ts';
import type { GlyphState } from '../shared/state-words.ts';

/** The words on a node of the map. */
export interface NodeWords {
  readonly mark: RoleMark;
  readonly title: string;
  /** Which file. */
  readonly name: string;
  /** How large, or that it is missing. */
  readonly size: string;
}

export function nodeWords(node: MapNode): NodeWords {
  const mark = roleMark(node.role, node.mediaType);
  if (node.kind === 'stack') {
    const count = node.members.length;
    const missing =
      node.missing === 0 ? 'all here' : node.missing === count ? 'none here' : `${node.missing} of ${count} missing`;
    const isLayers = node.of === 'layers';
    return {
      mark,
      title: isLayers ? plural(count, 'layer') : plural(count, 'file'),
      name: isLayers || node.of === 'absent' ? missing : mark.name,
      size: `${formatSize(node.size ?? 0)} together`,
    };
  }
  const size = node.size === null ? '' : formatSize(node.size);
  const shown = node.path === null ? shortDigest(node.written ?? '') || 'no digest' : shortPath(node.path);
  const isEntry = node.column === 'entry' || (node.path !== null && /^[a-z]+\.json$/.test(node.path));
  return {
    mark,
    title: isEntry ? shown : titleOf(node, mark),
    name: isEntry ? mark.name : shown,
    size:
      node.kind === 'file'
        ? size
        : node.path === null
          ? 'malformed digest'
          : `missing${size === '' ? '' : `, ${size}`}`,
  };
}

function titleOf(node: MapNode & { kind: 'file' | 'missing' }, mark: RoleMark): string {
  switch (node.role) {
    case 'image-manifest':
      return 'Manifest';
    case 'image-config':
      return 'Config';
    case 'layer':
      return node.layer === null ? 'Layer' : `Layer ${node.layer}`;
    case 'unreferenced':
      return 'Unnamed blob';
    case 'foreign':
      return 'Other file';
    default:
      return mark.name;
  }
}

const STATE_WORDS: Readonly<Record<GlyphState, string>> = {
  sound: 'sound',
  warning: 'with a warning',
  broken: 'broken',
  note: 'with a note',
  running: 'being counted',
  unchecked: 'not counted yet',
};

/** "Manifest 8876a860b8c4, 398 B, sound, 1 arrow in, 2 out": what a screen reader says of a node. */
export function nodeName(node: MapNode, state: GlyphState | null, arrowsIn: number, arrowsOut: number): string {
  const { title, name, size } = nodeWords(node);
  const isMissing = node.kind === 'missing';
  const words = state === null || isMissing ? '' : STATE_WORDS[state];
  return [`${title} ${name}`, size, words, `${plural(arrowsIn, 'arrow')} in, ${arrowsOut} out`]
    .filter((part) => part !== '')
    .join(', ');
}
