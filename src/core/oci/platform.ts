import { isAbsent, itemsOf, member, stringOf } from '../json/json-access.ts';
import type { JsonNode } from '../json/json-node.ts';

/** For which machine something is. Fields that are absent or no text are null. */
export interface Platform {
  readonly os: string | null;
  readonly architecture: string | null;
  readonly variant: string | null;
  readonly osVersion: string | null;
  readonly osFeatures: readonly string[];
}

/** Reads the platform fields of a descriptor's `platform` or of a config; null when `node` is no object. */
export function readPlatform(node: JsonNode | undefined): Platform | null {
  if (isAbsent(node) || node?.kind !== 'object') return null;
  return {
    os: stringOf(member(node, 'os')),
    architecture: stringOf(member(node, 'architecture')),
    variant: stringOf(member(node, 'variant')),
    osVersion: stringOf(member(node, 'os.version')),
    osFeatures: itemsOf(member(node, 'os.features')).flatMap((item) => stringOf(item) ?? []),
  };
}

/** `os/architecture[/variant]`, as all tools write it; `?` where a field is missing; null when both are. */
export function platformText(platform: Pick<Platform, 'os' | 'architecture' | 'variant'> | null): string | null {
  if (!platform || (!platform.os && !platform.architecture)) return null;
  return [platform.os || '?', platform.architecture || '?', ...(platform.variant ? [platform.variant] : [])].join('/');
}

/** `unknown/unknown`: how BuildKit marks an entry that must not be run. */
export const isUnknownPlatform = (platform: Platform | null): boolean =>
  platform?.os === 'unknown' && platform.architecture === 'unknown';

/**
 * One spelling for platforms that mean the same: `arm64/v8` is `arm64`, `arm` is `arm/v7`, `x86_64` is `amd64`.
 * The rules are containerd's; two platforms match when their normalised forms are equal.
 */
export function normalisePlatform(platform: Platform): Platform {
  const os = platform.os?.toLowerCase() ?? null;
  let architecture = platform.architecture?.toLowerCase() ?? null;
  let variant: string | null = platform.variant?.toLowerCase() || null;
  if (architecture === 'i386') [architecture, variant] = ['386', null];
  else if (architecture === 'x86_64' || architecture === 'x86-64' || architecture === 'amd64') {
    architecture = 'amd64';
    if (variant === 'v1') variant = null;
  } else if (architecture === 'aarch64' || architecture === 'arm64') {
    architecture = 'arm64';
    if (variant === '8' || variant === 'v8' || variant === 'v8.0') variant = null;
  } else if (architecture === 'armhf') [architecture, variant] = ['arm', 'v7'];
  else if (architecture === 'armel') [architecture, variant] = ['arm', 'v6'];
  else if (architecture === 'arm') {
    if (!variant) variant = 'v7';
    else if (/^[5-8]$/.test(variant)) variant = `v${variant}`;
  }
  return { ...platform, os: os === 'macos' ? 'darwin' : os, architecture, variant };
}
