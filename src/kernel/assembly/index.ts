// The exports of kernel.wasm. Addresses are bytes into `memory`; kernel-exports.ts types this for the host.

export { allocate } from './memory';
export { sha256Size, sha256Init, sha256Update, sha256Final } from './sha256';
export { sha256UpdateLanes } from './sha256-lanes';
export { crc32 } from './crc32';
export { tarFields, tarScan } from './tar-header';
export {
  inflateSize, inflateNameOffset, inflateInit, inflateResume, inflatePauseAt, inflateRun, inflateFinish,
} from './inflate';
