import { tarLength, tarNumber, tarScanned } from './kernel-exports.ts';
import type { KernelMemory } from './kernel-memory.ts';

const BLOCK_BYTES = 512;

/** What a plain tar header says. Numbers in the units of their fields, lengths in bytes. */
export interface PlainTarHeader {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeSeconds: number;
  /** Null where they are not plain. */
  readonly devices: { readonly major: number; readonly minor: number } | null;
  readonly nameLength: number;
  readonly linkLength: number;
  readonly prefixLength: number;
}

const NO_DEVICES = { major: 0, minor: 0 };

/** Reads header blocks of one kernel. A block that lies in its memory, as what it inflates does, is not copied. */
export function tarScanOf(memory: KernelMemory): (block: Uint8Array) => PlainTarHeader | null {
  const { exports, hashInput: room } = memory; // in use only within one call
  const address = exports.tarFields();
  let bytes = new Uint8Array(0);
  let numbers = new Float64Array(0);
  let lengths = new Uint32Array(0);
  return (block) => {
    if (block.length < BLOCK_BYTES) return null;
    const { buffer } = exports.memory; // asked for once: it costs as much as the scan
    if (bytes.buffer !== buffer) {
      bytes = new Uint8Array(buffer);
      numbers = new Float64Array(buffer, address, Object.keys(tarNumber).length);
      lengths = new Uint32Array(buffer, address, tarLength.prefix + 1);
    }
    const isHere = block.buffer === buffer;
    if (!isHere) bytes.set(block.length === BLOCK_BYTES ? block : block.subarray(0, BLOCK_BYTES), room);
    const scanned = exports.tarScan(isHere ? block.byteOffset : room);
    if (scanned === 0) return null;
    return {
      mode: numbers[tarNumber.mode] ?? 0,
      uid: numbers[tarNumber.uid] ?? 0,
      gid: numbers[tarNumber.gid] ?? 0,
      size: numbers[tarNumber.size] ?? 0,
      mtimeSeconds: numbers[tarNumber.mtimeSeconds] ?? 0,
      devices: (scanned & tarScanned.devices) === 0 ? null : devicesOf(numbers),
      nameLength: lengths[tarLength.name] ?? 0,
      linkLength: lengths[tarLength.link] ?? 0,
      prefixLength: lengths[tarLength.prefix] ?? 0,
    };
  };
}

function devicesOf(numbers: Float64Array): PlainTarHeader['devices'] {
  const major = numbers[tarNumber.deviceMajor] ?? 0;
  const minor = numbers[tarNumber.deviceMinor] ?? 0;
  return major === 0 && minor === 0 ? NO_DEVICES : { major, minor };
}
