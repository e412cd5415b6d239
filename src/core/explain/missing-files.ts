import type { DumpModel, FileRole, Reference } from '../dump/dump-model.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';

/** A file that others name and that is not in the dump. */
export interface MissingFile {
  readonly path: string;
  /** What it would be, as far as those who name it say. */
  readonly role: FileRole;
  readonly mediaType: string | null;
  /** Bytes it should have; null when nobody says. */
  readonly size: number | null;
  /** Everybody who names it allows for its absence: a platform that was never pulled, a foreign layer. */
  readonly optional: boolean;
}

/** Every path that is named and absent, once, in the order in which the references name them. */
export function missingFiles(model: DumpModel): MissingFile[] {
  const files = new Set(model.files.map(({ path }) => path));
  const found = new Map<string, MissingFile>();
  for (const reference of model.references) {
    const { path, present, size, mediaType, optional } = reference;
    if (present || path === null || files.has(path)) continue;
    const known = found.get(path);
    found.set(path, {
      path,
      role: known?.role ?? missingRole(reference),
      mediaType: known?.mediaType ?? mediaType,
      size: known?.size ?? size,
      optional: (known?.optional ?? true) && optional,
    });
  }
  return [...found.values()];
}

/** The role that the target of a reference would have if it were here. */
export function missingRole({ relation, mediaType }: Reference): FileRole {
  const kind = mediaType === null ? null : mediaTypeInfo(mediaType)?.kind;
  switch (relation) {
    case 'config':
      return kind === 'artifact-config' || kind === 'empty' ? 'artifact-blob' : 'image-config';
    case 'layer':
    case 'diff-id':
    case 'layer-source':
    case 'repository':
      return 'layer';
    case 'manifest':
      return kind === 'index' ? 'image-index' : 'image-manifest';
    case 'subject':
    case 'attests':
      return 'image-manifest';
    case 'parent':
      return 'legacy-layer-json';
    case 'blob':
      return 'artifact-blob';
    case 'link':
      return 'foreign';
  }
}
