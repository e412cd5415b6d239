import type { PlatformFeatures } from '../platform/features.ts';

/** What this browser and this window allow. */
export interface Features extends PlatformFeatures {
  /** Results can be kept; false in some private windows, or when that has failed. */
  readonly storage: boolean;
}
