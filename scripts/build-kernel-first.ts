/** Vitest calls `setup` once before all tests, so that one test file run alone has a kernel too. */
export { buildKernel as setup } from './build-kernel.ts';
