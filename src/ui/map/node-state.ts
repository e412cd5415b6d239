import type { MapNode } from '../../core/explain/map-graph.ts';
import type { ReportFinding } from '../../core/report/report.ts';
import type { CurrentDump } from '../../state/current-dump.svelte.ts';
import { fileState, type FileState } from '../files/file-state.ts';

/** What the glyph of a node says; for a stack, whether anything that must be there is missing. */
export function nodeState(
  dump: Pick<CurrentDump, 'fileProgress' | 'digestState'>,
  node: MapNode,
  worst: ReadonlyMap<string, ReportFinding>,
): FileState | null {
  if (node.kind === 'stack') return stackState(dump, node.members, node.of === 'absent', worst);
  if (node.path === null) return { state: 'broken', word: 'No such digest can exist' };
  return fileState(dump, node.path, node.optional, worst.get(node.path));
}

const ORDER = ['broken', 'warning', 'running', 'unchecked', 'note', 'sound'] as const;

/** The most serious of its members. */
function stackState(
  dump: Pick<CurrentDump, 'fileProgress' | 'digestState'>,
  members: readonly string[],
  optional: boolean,
  worst: ReadonlyMap<string, ReportFinding>,
): FileState | null {
  let found: FileState | null = null;
  for (const path of members) {
    const state = fileState(dump, path, optional, worst.get(path));
    if (state && (!found || ORDER.indexOf(state.state) < ORDER.indexOf(found.state))) found = state;
    if (found?.state === 'broken') break;
  }
  return found;
}
