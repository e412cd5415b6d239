import type { MemoryDump } from '../support/memory-dump.ts';
import { changeJsonBlob, configPath, manifestPath } from './fault.ts';

/** Fixtures that faults start from. */
export const hello = 'docker26-classic-hello.tar';
export const kitchen = 'docker26-classic-kitchen.tar';
export const oci = 'oci';

export type Manifest = { layers: Record<string, unknown>[]; config: Record<string, unknown> } & Record<string, unknown>;
export type Config = {
  rootfs?: { diff_ids: string[]; type: string } | null;
  history: Record<string, unknown>[];
} & Record<string, unknown>;

export const onManifest =
  (change: (manifest: Manifest) => unknown) =>
  (dump: MemoryDump): void =>
    changeJsonBlob(dump, manifestPath(dump), change);
export const onConfig =
  (change: (config: Config) => unknown) =>
  (dump: MemoryDump): void =>
    changeJsonBlob(dump, configPath(dump), change);
