import { member, membersOf, stringOf } from '../json/json-access.ts';
import type { JsonDocument } from '../json/json-node.ts';
import { readRunConfig } from './config.ts';
import type { RunConfig } from './config.ts';
import { FieldReader } from './field-reader.ts';

/** The fields Docker's v1 image description has, in the order its Go struct writes them. */
export const LEGACY_V1_KEYS = [
  'id',
  'parent',
  'comment',
  'created',
  'container',
  'container_config',
  'docker_version',
  'author',
  'config',
  'architecture',
  'variant',
  'os',
  'Size',
] as const;
const KNOWN: ReadonlySet<string> = new Set(LEGACY_V1_KEYS);
const BARE_ID = /^[0-9a-f]{64}$/;

/**
 * Whether a document has the shape of Docker's description of a layer from before 1.10. No proof: that takes the
 * recomputed id. A real image config never passes, as it has `rootfs` and no `id`.
 */
export function isLegacyV1Shape(document: JsonDocument): boolean {
  const { root } = document;
  if (!BARE_ID.test(stringOf(member(root, 'id')) ?? '') || stringOf(member(root, 'created')) === null) return false;
  const parent = member(root, 'parent');
  if (parent && !BARE_ID.test(stringOf(parent) ?? '')) return false;
  return membersOf(root).every(({ key }) => KNOWN.has(key.value));
}

/** Docker's v1 description of one layer, `<id>/json` or a blob. */
export interface LegacyV1View {
  readonly id: string | null;
  /** Bare hex id of the layer below; null at the base. */
  readonly parent: string | null;
  readonly created: string | null;
  readonly author: string | null;
  readonly comment: string | null;
  readonly dockerVersion: string | null;
  readonly os: string | null;
  readonly architecture: string | null;
  readonly variant: string | null;
  readonly run: RunConfig;
  /** The last command of the build container: what made this layer, as the classic builder wrote it. */
  readonly containerCommand: readonly string[] | null;
  readonly wrong: readonly string[];
}

/** Reads a v1 image description; never throws. */
export function readLegacyV1(document: JsonDocument): LegacyV1View {
  const fields = new FieldReader(document.root ?? undefined, '');
  return {
    id: fields.string('id'),
    parent: fields.string('parent'),
    created: fields.string('created'),
    author: fields.string('author'),
    comment: fields.string('comment'),
    dockerVersion: fields.string('docker_version'),
    os: fields.string('os'),
    architecture: fields.string('architecture'),
    variant: fields.string('variant'),
    run: readRunConfig(fields.object('config')),
    containerCommand: fields.object('container_config').strings('Cmd'),
    wrong: fields.wrong,
  };
}
