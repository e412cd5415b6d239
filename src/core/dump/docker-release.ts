import { member } from '../json/json-access.ts';
import type { DialectFacts } from './dialect-facts.ts';
import type { Evidence } from './dump-model.ts';
import { sign } from './sign.ts';

/** Which releases of Docker may have written a dump of the classic store. */
export interface DockerRelease {
  /** `Docker 26.1 to 28`. */
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Reads the signs of the release from a dump of Docker 25 or later: `platform` beside the config, OnBuild in the old
 * descriptions, the time of index.json in an archive. Signs that contradict each other leave "25 or later".
 * @see DIALECTS §0, table "Which 25+ release wrote a dump"
 */
export function dockerRelease(facts: DialectFacts): DockerRelease {
  const evidence: Evidence[] = [];
  let [first, last] = [25.0, Number.POSITIVE_INFINITY];
  const narrow = (from: number, to: number, text: string, path: string): void => {
    first = Math.max(first, from);
    last = Math.min(last, to);
    evidence.push(sign(true, text, path));
  };
  const images = [...facts.graph.manifests.values()].filter((node) => node.class === 'image' && node.config);
  const withPlatform = images.filter((node) => (node.config?.descriptor.platform ?? null) !== null);
  if (images.length > 0 && withPlatform.length === images.length) {
    narrow(
      25,
      26,
      'The manifest repeats the platform beside its config: Docker 25.0 to 26.0.',
      images[0]?.path ?? 'index.json',
    );
  } else if (images.length > 0 && withPlatform.length === 0) {
    narrow(
      26.1,
      last,
      'The manifest does not repeat the platform beside its config: Docker 26.1 or later.',
      images[0]?.path ?? 'index.json',
    );
  }
  const legacy = facts.legacyBlobs[0];
  if (legacy) {
    const zero =
      member(member(legacy.root, 'container_config'), 'OnBuild') ?? member(member(legacy.root, 'config'), 'OnBuild');
    if (zero !== undefined)
      narrow(first, 28, 'The old layer description has OnBuild, which Docker 29 leaves out.', legacy.path);
    else narrow(29, last, 'The old layer description has no OnBuild, as from Docker 29 on.', legacy.path);
  }
  const index = facts.survey.files.get('index.json');
  // Outside an archive the time is that of the unpacking, and says nothing.
  if (index && index.archiveOffset !== null && index.modifiedMs !== null) {
    if (index.modifiedMs === 0) narrow(28, last, 'index.json is dated 1970: Docker 28 or later.', 'index.json');
    else narrow(first, 27, 'index.json is dated when it was saved: Docker before 28.', 'index.json');
  }
  return { name: nameOf(first, last), evidence };
}

function nameOf(first: number, last: number): string {
  const text = (release: number): string => (release === 25 || release === 26 ? `${release}.0` : String(release));
  if (first > last) return 'Docker 25 or later';
  if (last === Number.POSITIVE_INFINITY) return `Docker ${first === 25 ? '25' : text(first)} or later`;
  return first === last ? `Docker ${text(first)}` : `Docker ${text(first)} to ${text(last)}`;
}
