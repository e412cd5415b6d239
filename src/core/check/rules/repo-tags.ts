import { itemsOf, member } from '../../json/json-access.ts';
import { readDockerManifest } from '../../oci/docker-manifest.ts';
import { readRepositories } from '../../oci/repositories.ts';
import { familiarName, splitReference } from '../../oci/reference-name.ts';
import type { DumpImage } from '../../dump/dump-model.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { shapedDocuments } from '../document-shape.ts';
import type { FindingOf } from '../finding.ts';

const HOST =
  /^(?:(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Names are at most 255 characters without the tag; longer text is not matched against anything. */
const LONGEST_NAME = 255;

/** Names in manifest.json are name and tag, and one of them means one image. */
export const repoTags = defineRule({
  codes: ['repo-tag-malformed', 'repo-tag-duplicate'],
  spec: 'distribution/reference, reference.go, grammar; moby, image/tarexport/load.go',
  *run(dump) {
    for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
      const { path } = file;
      const seen = new Set<string>();
      for (const [i, { repoTags: tags, pointer: entry }] of readDockerManifest(document).entries.entries()) {
        const own = new Set<string>();
        // Go reads null as a text without characters, and takes that for no name.
        for (const [tag, { kind }] of itemsOf(member(itemsOf(document.root)[i], 'RepoTags')).entries()) {
          if (kind !== 'null') continue;
          const pointer = `${entry}/RepoTags/${tag}`;
          yield { code: 'repo-tag-malformed', severity: 'error', path, pointer, args: { value: '' } };
        }
        for (const { value, pointer } of tags) {
          if (!isTaggedName(value)) {
            const args = { value: value.slice(0, 500) };
            yield { code: 'repo-tag-malformed', severity: 'error', path, pointer, args };
          }
          const tag = familiarName(value);
          if (seen.has(tag) && !own.has(tag)) {
            yield { code: 'repo-tag-duplicate', severity: 'warning', path, pointer, args: { tag: tag.slice(0, 500) } };
          }
          own.add(tag);
        }
        for (const tag of own) seen.add(tag);
      }
    }
  },
});

function isTaggedName(value: string): boolean {
  const { name, tag, digest } = splitReference(value);
  if (digest !== null || tag === null || !TAG.test(tag) || name.length > LONGEST_NAME) return false;
  const parts = name.split('/');
  const first = parts[0] ?? '';
  const hasHost = parts.length > 1 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  if (hasHost && !HOST.test(first)) return false;
  return (hasHost ? parts.slice(1) : parts).every((part) => COMPONENT.test(part));
}

/** `repositories` says the same as manifest.json: the same names, each for the last layer of its image. */
export const repositoriesFile = defineRule({
  codes: ['repositories-disagrees'],
  spec: 'moby, image/tarexport/save.go (top layer: v1 id until Docker 24, diff ID from 25 on)',
  *run(dump) {
    for (const { file, document } of shapedDocuments(dump, 'repositories')) {
      const { path } = file;
      const { entries, wrong } = readRepositories(document);
      for (const pointer of wrong) {
        const args = { name: pointer, want: null, have: null };
        yield { code: 'repositories-disagrees', severity: 'warning', path, pointer, args };
      }
      const images = dockerImages(dump);
      if (images === null) continue;
      const told = new Set<string>();
      for (const { name, tag, id, pointer } of entries) {
        const full = familiarName(`${name}:${tag}`);
        told.add(full);
        const top = images.get(full);
        const want = top === undefined ? null : topLayerId(top);
        if (want !== null && isTopLayer(dump, path, pointer, id, top)) continue;
        const args = { name: full, want, have: id };
        yield { code: 'repositories-disagrees', severity: 'warning', path, pointer, args };
      }
      yield* missingNames(path, images, told);
    }
  },
});

function* missingNames(
  path: string,
  images: ReadonlyMap<string, DumpImage>,
  told: ReadonlySet<string>,
): Generator<FindingOf<'repositories-disagrees'>> {
  for (const [name, image] of images) {
    if (told.has(name)) continue;
    const args = { name, want: topLayerId(image), have: null };
    yield { code: 'repositories-disagrees', severity: 'warning', path, args };
  }
}

/** Tags of manifest.json and their images; null when there is no such file to compare with. */
function dockerImages(dump: CheckedDump): Map<string, DumpImage> | null {
  const documents = [...shapedDocuments(dump, 'docker-manifest')];
  if (documents.length === 0) return null;
  const loadable = dump.model.images.filter(({ entryPoints }) => entryPoints.includes('manifest.json'));
  const byConfigAndTag = new Map(
    loadable.flatMap((image) => image.tags.map((tag) => [`${image.configPath} ${tag}`, image] as const)),
  );
  const images = new Map<string, DumpImage>();
  for (const { file, document } of documents) {
    for (const { pointer, repoTags: tags } of readDockerManifest(document).entries) {
      const config = dump.referenceAt(file.path, `${pointer}/Config`)?.path ?? null;
      for (const { value } of tags) {
        const tag = familiarName(value);
        const image = byConfigAndTag.get(`${config} ${tag}`);
        if (image) images.set(tag, image);
      }
    }
  }
  return images;
}

/** How this dump's writer would name the top layer: by its folder, or by its diff ID. */
function topLayerId(image: DumpImage): string | null {
  const top = image.layers.at(-1);
  if (!top) return null;
  if (top.path.startsWith('blobs/')) return (top.diffId ?? top.path).replace(/^.*[:/]/, '');
  return (
    top.v1Id ??
    (top.path.endsWith('/layer.tar')
      ? top.path.slice(0, -'/layer.tar'.length)
      : (top.diffId?.replace(/^.*:/, '') ?? null))
  );
}

/** Right are the folder, the diff ID, and any folder whose layer.tar is that very layer (containers/image writes links). */
function isTopLayer(
  dump: CheckedDump,
  from: string,
  pointer: string,
  id: string,
  image: DumpImage | undefined,
): boolean {
  const top = image?.layers.at(-1);
  if (!top) return false;
  if (id === top.v1Id || `sha256:${id}` === top.diffId || top.path === `${id}/layer.tar`) return true;
  const named = dump.referenceAt(from, pointer)?.path;
  const resolve = (path: string): string => dump.files.get(path)?.resolvesTo ?? path;
  return named !== undefined && named !== null && resolve(named) === resolve(top.path);
}
