import { platformText } from '../oci/platform.ts';
import type { AbsentPlatform } from './dump-model.ts';
import type { DumpSurvey } from './dump-survey.ts';
import {
  IMAGE_NAME,
  REF_NAME,
  type IndexEntry,
  type IndexNode,
  type LayoutGraph,
  type ManifestNode,
} from './layout-graph.ts';

/** Paths looked at in all; where many indexes name many manifests it would be the square of their number. */
const STEPS = 5_000_000;

/** How much of a manifest's content is here. */
interface Presence {
  readonly entry: IndexEntry;
  readonly node: ManifestNode | undefined;
  /** Missing paths, the manifest's own first. */
  readonly missing: readonly string[];
  readonly paths: readonly string[];
}

/**
 * Finds the platforms that an index names and that were never pulled, and makes the arrows to their content optional:
 * exporters skip what their store does not have. Only beside a platform that is whole; otherwise content is simply missing.
 * A platform is `partial` when some content of its own is here, shared content not counted.
 * Attestations of which nothing is here are as legal and are not listed.
 * @see DIALECTS §5, "Missing platforms"
 */
export function findAbsentPlatforms(survey: DumpSurvey, graph: LayoutGraph): AbsentPlatform[] {
  const absent: AbsentPlatform[] = [];
  let steps = 0;
  for (const index of graph.indexes.values()) {
    const once = new Map(index.entries.map((entry) => [`${nameOfEntry(entry)}\n${entry.path ?? ''}`, entry]));
    const presences: Presence[] = [];
    for (const entry of once.values()) {
      const presence = steps > STEPS ? null : presenceOf(survey, graph, entry);
      if (presence) presences.push(presence);
      steps += presence?.paths.length ?? 1;
    }
    for (const presence of presences) {
      if (presence.entry.attestation && nothingOwn(survey, presence, new Set())) makeOptional(presence);
    }
    absent.push(
      ...absentOf(
        survey,
        index,
        presences.filter(({ entry }) => !entry.attestation),
      ),
    );
  }
  return absent;
}

function absentOf(survey: DumpSurvey, index: IndexNode, presences: readonly Presence[]): AbsentPlatform[] {
  const absent: AbsentPlatform[] = [];
  const groups = new Map<string, Presence[]>();
  for (const presence of presences) {
    const name = nameOfEntry(presence.entry);
    const group = groups.get(name);
    if (group) group.push(presence);
    else groups.set(name, [presence]);
  }
  for (const group of groups.values()) {
    const whole = group.filter(({ missing }) => missing.length === 0);
    if (whole.length === 0) continue;
    const shared = new Set(whole.flatMap(({ paths }) => paths));
    for (const presence of group) {
      const { entry, missing } = presence;
      const platform = platformText(entry.descriptor.platform);
      if (missing.length === 0 || platform === null || entry.descriptor.digest === null) continue;
      const partial = !nothingOwn(survey, presence, shared);
      if (!partial) makeOptional(presence);
      absent.push({
        platform,
        digest: entry.descriptor.digest,
        missing,
        partial,
        indexPath: index.path,
        pointer: entry.descriptor.pointer,
      });
    }
  }
  return absent;
}

/** Entries of index.json with different names are different images; without names they are one image's platforms. */
function nameOfEntry({ descriptor: { annotations } }: IndexEntry): string {
  return annotations.get(IMAGE_NAME) ?? annotations.get(REF_NAME) ?? '';
}

function presenceOf(survey: DumpSurvey, graph: LayoutGraph, entry: IndexEntry): Presence | null {
  if (entry.path === null || graph.indexes.has(entry.path) || entry.reference?.relation === 'blob') return null;
  const node = graph.manifests.get(entry.path);
  if (!node && survey.isPresent(entry.path)) return null;
  if (node && node.class !== 'image' && !entry.attestation) return null;
  const links = node ? [...(node.config ? [node.config] : []), ...node.layers] : [];
  const needed = links.flatMap(({ path, reference }) => (path === null || reference?.optional ? [] : [path]));
  const paths = [entry.path, ...needed];
  return { entry, node, paths, missing: [...new Set(paths.filter((path) => !survey.isPresent(path)))] };
}

/** Of what belongs to this entry alone nothing is here; its manifest itself is written in any case. */
function nothingOwn(survey: DumpSurvey, { paths, missing }: Presence, shared: ReadonlySet<string>): boolean {
  if (missing.length === 0) return false;
  return paths.slice(1).every((path) => shared.has(path) || !survey.isPresent(path));
}

function makeOptional({ entry, node }: Presence): void {
  if (entry.reference) entry.reference.optional = true;
  for (const link of node ? [node.config, ...node.layers] : []) if (link?.reference) link.reference.optional = true;
}
