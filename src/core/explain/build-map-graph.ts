import type { DumpModel, FileRole, Reference } from '../dump/dump-model.ts';
import type { MapEdge, MapFileNode, MapGraph, MapNode, MapStackNode } from './map-graph.ts';
import { mapNodes, targetId } from './map-nodes.ts';

/** An image with more layers shows them as one node until it is opened. */
export const LAYERS_UNFOLDED = 12;
/** So do absent parts of one index, and files of one kind on the quay. */
export const OTHERS_UNFOLDED = 6;

/**
 * The reference graph of a dump: files, missing files, arrows; large groups folded.
 * Time and memory grow with files and references; the result is the same for the same model.
 * @param opened ids of stacks that show their members
 */
export function buildMapGraph(model: DumpModel, opened: ReadonlySet<string> = new Set()): MapGraph {
  const files = new Map(mapNodes(model).map((node) => [node.id, node]));
  const stacks = [...layerStacks(model, files), ...absentStacks(model, files), ...quayStacks(files)];
  const stackOf = new Map<string, string>();
  const members = new Map<string, string[]>();
  const stackById = new Map<string, Omit<MapStackNode, 'members' | 'missing' | 'size'>>();
  for (const { stack, ids } of stacks) {
    if (opened.has(stack.id)) continue;
    const free = ids.filter((id) => !stackOf.has(id));
    if (free.length < 2) continue;
    for (const id of free) stackOf.set(id, stack.id);
    members.set(stack.id, free);
    stackById.set(stack.id, stack);
  }
  const nodes = new Map<string, MapNode>();
  for (const node of files.values()) {
    const id = stackOf.get(node.id);
    if (id === undefined) nodes.set(node.id, node);
    else if (!nodes.has(id)) nodes.set(id, finishStack(stackById.get(id), members.get(id) ?? [], files));
  }
  const edges = joinEdges(model.references, stackOf, files);
  return {
    nodes,
    edges,
    outgoing: groupBy(edges, ({ from }) => from),
    incoming: groupBy(edges, ({ to }) => to),
    stackOf,
  };
}

interface StackPlan {
  readonly stack: Omit<MapStackNode, 'members' | 'missing' | 'size'>;
  readonly ids: readonly string[];
}

function layerStacks(model: DumpModel, files: ReadonlyMap<string, MapFileNode>): StackPlan[] {
  return model.images.flatMap(({ layers }, i): StackPlan[] => {
    const ids = [...new Set(layers.map(({ path }) => path))].filter((path) => files.get(path)?.onQuay === false);
    if (ids.length <= LAYERS_UNFOLDED) return [];
    return [
      {
        stack: {
          id: `stack:layers:${i}`,
          kind: 'stack',
          of: 'layers',
          column: 'layer',
          onQuay: false,
          role: 'layer',
          mediaType: null,
        },
        ids,
      },
    ];
  });
}

/** What one file names and may be absent, when that is much: the platforms of an index that were never pulled. */
function absentStacks(model: DumpModel, files: ReadonlyMap<string, MapFileNode>): StackPlan[] {
  const absent = model.references.filter((reference) => {
    const node = files.get(targetId(reference));
    return node?.kind === 'missing' && node.optional;
  });
  const plans: StackPlan[] = [];
  for (const [from, references] of groupBy(absent, (reference) => reference.from)) {
    const byColumn = groupBy([...new Set(references.map(targetId))], (id) => files.get(id)?.column);
    for (const [column, ids] of byColumn) {
      const first = files.get(ids[0] ?? '');
      if (ids.length <= OTHERS_UNFOLDED || !first || !column) continue;
      plans.push({
        stack: {
          id: `stack:absent:${column}:${from}`,
          kind: 'stack',
          of: 'absent',
          column,
          onQuay: first.onQuay,
          role: first.role,
          mediaType: first.mediaType,
        },
        ids,
      });
    }
  }
  return plans;
}

function quayStacks(files: ReadonlyMap<string, MapFileNode>): StackPlan[] {
  const byRole = groupBy(
    [...files.values()].filter(({ onQuay }) => onQuay),
    ({ role }): FileRole => role,
  );
  return [...byRole].flatMap(([role, nodes]): StackPlan[] =>
    nodes.length <= OTHERS_UNFOLDED
      ? []
      : [
          {
            stack: {
              id: `stack:quay:${role}`,
              kind: 'stack',
              of: 'quay',
              column: 'layer',
              onQuay: true,
              role,
              mediaType: null,
            },
            ids: nodes.map(({ id }) => id),
          },
        ],
  );
}

function finishStack(
  stack: StackPlan['stack'] | undefined,
  members: readonly string[],
  files: ReadonlyMap<string, MapFileNode>,
): MapStackNode {
  if (!stack) throw new Error('A member has no stack');
  const nodes = members.map((id) => files.get(id)).filter((node) => node !== undefined);
  const size = nodes.reduce((sum, node) => sum + (node.size ?? 0), 0);
  return { ...stack, members, missing: nodes.filter(({ kind }) => kind === 'missing').length, size };
}

/** One arrow for all references between the same two nodes. */
function joinEdges(
  references: readonly Reference[],
  stackOf: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, MapFileNode>,
): MapEdge[] {
  const joined = new Map<
    string,
    { first: Reference; from: string; to: string; labels: Set<string>; isBroken: boolean; isSoft: boolean }
  >();
  for (const reference of references) {
    if (!files.has(reference.from)) continue;
    const target = targetId(reference);
    const from = stackOf.get(reference.from) ?? reference.from;
    const to = stackOf.get(target) ?? target;
    if (from === to) continue; // inside a closed stack, or to itself
    const isBroken = !reference.present && !reference.optional;
    const isSoft = reference.optional || reference.relation === 'link';
    const id = `${from} ${to}`;
    const edge = joined.get(id) ?? { first: reference, from, to, labels: new Set(), isBroken: false, isSoft: true };
    edge.labels.add(labelOf(reference));
    edge.isBroken ||= isBroken;
    edge.isSoft &&= isSoft;
    joined.set(id, edge);
  }
  return [...joined].map(([id, { first, from, to, labels, isBroken, isSoft }]) => {
    const [label = ''] = labels;
    return {
      id,
      from,
      to,
      relation: first.relation,
      label: labels.size > 1 ? `${label} + ${labels.size - 1}` : label,
      count: labels.size,
      isBroken,
      isSoft,
    };
  });
}

/** A tag stands in its label twice, as written and as people write it: the second is enough beside an arrow. */
const labelOf = ({ relation, label }: Reference): string =>
  relation === 'repository' ? label.slice(label.lastIndexOf(', ') + 1).trim() : label;

function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
