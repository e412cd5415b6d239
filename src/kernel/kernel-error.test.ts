import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { KernelError, kernelFaults, truncatedStatus } from './kernel-error.ts';
import { inflateField, inflateStatus } from './kernel-exports.ts';

const source = (name: string): string => readFileSync(new URL(`./assembly/${name}`, import.meta.url), 'utf8');

test('every fault of the kernel has its words, and none is left over', () => {
  const constants = [...source('inflate-status.ts').matchAll(/const ([A-Z_]+): i32 = (-?\d+);/g)];
  const values = Object.fromEntries(constants.map(([, name = '', value]) => [name, Number(value)]));
  const faults = Object.values(values).filter((value) => value < 0);
  expect(Object.keys(kernelFaults).map(Number).sort()).toEqual(faults.sort());
  expect(values['TRUNCATED']).toBe(truncatedStatus);
  expect(values).toMatchObject({
    MORE_INPUT: inflateStatus.moreInput,
    MORE_OUTPUT: inflateStatus.moreOutput,
    END: inflateStatus.end,
  });
});

test('the host reads the state where the kernel says it is', () => {
  const documented = [...source('inflate-state.ts').matchAll(/\/\*\* (\d+): .*\*\/\n {2}(\w+):/g)];
  expect(Object.fromEntries(documented.map(([, offset, name = '']) => [name, Number(offset)]))).toEqual(inflateField);
});

test('an error says where and why in plain words', () => {
  const error = new KernelError(-11, 4096);
  expect(error).toMatchObject({ status: -11, offset: 4096, reason: kernelFaults[-11] });
  expect(error.message).toBe('Bad gzip data at offset 4096: the uncompressed bytes do not match the CRC-32');
});
