import type { CreateHasher } from '../../bytes/hasher.ts';
import { member, stringOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { goContainerConfig } from './go-container-config.ts';
import { goString, goTime } from './go-json.ts';
import { hashText, sortedObject } from './legacy-id.ts';

/** What differs between the releases of Docker that wrote such descriptions. */
export interface LegacyVariant {
  /** `created` of all layers but the top one: 1970 from 17.04 on, the image's own in 1.13 to 17.03, Go's zero time before. */
  readonly lowerCreated: 'epoch' | 'image' | 'zero';
  /** An absent OnBuild is written as null; Docker 29 leaves it out. */
  readonly onBuildNull: boolean;
}

/** In the order in which they are likely today. */
export const LEGACY_VARIANTS: readonly LegacyVariant[] = [
  { lowerCreated: 'epoch', onBuildNull: true },
  { lowerCreated: 'epoch', onBuildNull: false },
  { lowerCreated: 'image', onBuildNull: true },
  { lowerCreated: 'zero', onBuildNull: true },
];

/** One layer's description as Docker must have written it. */
export interface RebuiltLegacy {
  readonly id: string;
  /** The whole file. */
  readonly text: string;
  /** Its SHA-256 in hex: the name it has in a dump of Docker 25 or later. */
  readonly textSha256: string;
  readonly hashInput: string;
}

const CREATED = { epoch: '1970-01-01T00:00:00Z', zero: '0001-01-01T00:00:00Z' } as const;

/**
 * Writes the v1 description of every layer of an image from nothing but its config and chain IDs.
 * @param config the image config
 * @param chainIds one per layer, base first
 * @returns as many as `chainIds`; empty when the config cannot be one Docker has read
 * @see moby/moby, image/tarexport/save.go, saveImage; image/image.go, V1Image (field order)
 */
export function rebuildLegacy(
  config: JsonNode,
  chainIds: readonly string[],
  variant: LegacyVariant,
  createHasher: CreateHasher,
): RebuiltLegacy[] {
  const created = goTime(stringOf(member(config, 'created')) ?? CREATED.zero);
  if (created === null) return [];
  const lower = variant.lowerCreated === 'image' ? created : CREATED[variant.lowerCreated];
  const os = stringOf(member(config, 'os')) ?? '';
  const rebuilt: RebuiltLegacy[] = [];
  chainIds.forEach((chainId, i) => {
    const fields = i === chainIds.length - 1 ? topFields(config, created, variant) : lowerFields(lower, variant);
    const parent = rebuilt[i - 1]?.id;
    const hashed = new Map([...fields, ['layer_id', goString(chainId)] as const]);
    if (parent !== undefined) hashed.set('parent', goString(`sha256:${parent}`));
    const hashInput = sortedObject(hashed);
    const id = hashText(hashInput, createHasher);
    const written = new Map([['id', goString(id)]]);
    if (parent !== undefined) written.set('parent', goString(parent));
    for (const [key, value] of fields) written.set(key, value);
    if (os !== '') written.set('os', goString(os)); // after the id was computed; the top layer has it already
    const text = `{${[...written].map(([key, value]) => `"${key}":${value}`).join(',')}}`;
    rebuilt.push({ id, text, textSha256: hashText(text, createHasher), hashInput });
  });
  return rebuilt;
}

function lowerFields(created: string, variant: LegacyVariant): Map<string, string> {
  return new Map([
    ['created', goString(created)],
    ['container_config', goContainerConfig(undefined, variant)],
  ]);
}

/** The fields of V1Image in the order of the Go struct; empty ones are left out but for `created` and `container_config`. */
function topFields(config: JsonNode, created: string, variant: LegacyVariant): Map<string, string> {
  const fields = new Map<string, string>();
  const copyText = (key: string): void => {
    const text = stringOf(member(config, key));
    if (text !== null && text !== '') fields.set(key, goString(text));
  };
  copyText('comment');
  fields.set('created', goString(created));
  copyText('container');
  fields.set('container_config', goContainerConfig(member(config, 'container_config'), variant));
  copyText('docker_version');
  copyText('author');
  const run = member(config, 'config');
  if (run?.kind === 'object') fields.set('config', goContainerConfig(run, variant));
  copyText('architecture');
  copyText('variant');
  copyText('os');
  const size = member(config, 'Size');
  if (size?.kind === 'number' && /^-?[1-9]\d*$/.test(size.text)) fields.set('Size', size.text);
  return fields;
}
