import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { KernelInflater } from './kernel-inflater.ts';
import { isKernelSupported, loadKernel } from './kernel.ts';
import { kernelBytes, kernelModule, kernelWithPages } from '../../tests/kernel/kernel-module.ts';

const nodeHex = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

test('the module is its own feature test, imports nothing and is under 40 kB', () => {
  expect(isKernelSupported(kernelBytes)).toBe(true);
  expect(isKernelSupported(kernelBytes.slice(0, -1))).toBe(false);
  expect(WebAssembly.Module.imports(kernelModule)).toEqual([]);
  expect(kernelBytes.length).toBeLessThan(40_000);
});

describe('memory', () => {
  /** Opens inflaters until the kernel refuses. */
  function openAll(module: WebAssembly.Module): { open: KernelInflater[]; message: string; memoryBytes: number } {
    const kernel = loadKernel(module);
    const open: KernelInflater[] = [];
    for (;;) {
      try {
        open.push(kernel.openInflater());
      } catch (error) {
        if (!(error instanceof Error) || open.length > 10_000) throw error;
        return { open, message: error.message, memoryBytes: kernel.memoryBytes };
      }
    }
  }

  test('ends at 256 MiB, with a clear error', () => {
    const { open, message, memoryBytes } = openAll(kernelModule);
    expect(open.length).toBeGreaterThan(400);
    expect(memoryBytes).toBeLessThanOrEqual(256 * 2 ** 20);
    expect(message).toMatch(/^The kernel's memory cannot grow by \d+ bytes; it holds \d+\.$/);
  });

  test('that cannot grow fails one opening and nothing else', () => {
    const module = kernelWithPages(20, 30);
    const kernel = loadKernel(module);
    const data = Buffer.alloc(400_000, 'layer');
    const hasher = kernel.createSha256();
    const open = [kernel.openInflater()];
    expect(() => {
      for (;;) open.push(kernel.openInflater());
    }).toThrow('cannot grow');
    let length = 0;
    open[0]?.push(gzipSync(data), (output) => {
      hasher.update(output);
      length += output.length;
    });
    open[0]?.finish();
    expect(length).toBe(data.length);
    expect(hasher.digestHex()).toBe(nodeHex(data));
    open[0]?.close();
    kernel.openInflater(); // takes the place of the closed one
    expect(() => kernel.openInflater()).toThrow('cannot grow');
  });

  test('too small for a kernel at all is an error of loading it', () => {
    expect(() => loadKernel(kernelWithPages(1, 1))).toThrow('cannot grow');
  });

  test('that grows between calls is followed, and while output is in use it is an error', () => {
    const data = Buffer.alloc(3_000_000, 'layer');
    const kernel = loadKernel(kernelWithPages(20, 200));
    const [first, second] = [kernel.openInflater(), kernel.createSha256()];
    const before = kernel.memoryBytes;
    const file = gzipSync(data);
    first.push(file.subarray(0, 5000), (output) => {
      second.update(output);
    });
    const others = [kernel.openInflater(), kernel.openInflater(), kernel.openInflater()];
    expect(kernel.memoryBytes).toBeGreaterThan(before);
    first.push(file.subarray(5000), (output) => {
      second.update(output);
    });
    first.finish();
    expect(second.digestHex()).toBe(nodeHex(data));
    expect(() => {
      others[0]?.push(file, () => {
        for (let i = 0; i < 5; i++) kernel.openInflater();
      });
    }).toThrow('had to grow');
  });
});
