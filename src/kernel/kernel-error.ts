/** Why gzip data cannot be read further, by status of the kernel (assembly/inflate-status.ts). */
export const kernelFaults = {
  [-1]: 'it does not start like gzip data',
  [-2]: 'it uses an unknown compression method',
  [-3]: 'its header has reserved flags',
  [-4]: 'its header does not match the header checksum',
  [-5]: 'a block is of an unknown type',
  [-6]: 'the length of a stored block does not match its complement',
  [-7]: 'a block has too many codes',
  [-8]: 'the code lengths of a block do not make a code',
  [-9]: 'a code stands for nothing',
  [-10]: 'a match reaches back before the start of the data',
  [-11]: 'the uncompressed bytes do not match the CRC-32',
  [-12]: 'the number of uncompressed bytes does not match',
  [-13]: 'it ends too early',
} as const;

export type KernelStatus = keyof typeof kernelFaults;

/** The status of data that ends too early; every other fault means that bytes are wrong. */
export const truncatedStatus = -13 satisfies KernelStatus;

/** Gzip data that cannot be read further. The workers turn it into a DumpError. */
export class KernelError extends Error {
  readonly status: KernelStatus;
  /** Plain words for `status`. */
  readonly reason: string;
  /** Input bytes read when the fault was met; for truncated data, all there were. */
  readonly offset: number;

  constructor(status: KernelStatus, offset: number) {
    super(`Bad gzip data at offset ${String(offset)}: ${kernelFaults[status]}`);
    this.name = 'KernelError';
    this.status = status;
    this.reason = kernelFaults[status];
    this.offset = offset;
  }
}
