import { blobFaults } from './blob-faults.ts';
import type { Fault } from './fault.ts';
import { imageFaults } from './image-faults.ts';
import { jsonFaults } from './json-faults.ts';
import { layoutFaults } from './layout-faults.ts';

export const faults: readonly Fault[] = [...layoutFaults, ...jsonFaults, ...blobFaults, ...imageFaults];
