// Linear memory: static tables first (about 20 KiB), then what the host allocates. Nothing is ever given back here:
// the host keeps a pool of the blocks it has, because a WebAssembly memory cannot shrink anyway.

/** A cache line, and enough for any load in the kernel. */
const ALIGNMENT: usize = 64;
const PAGE_SHIFT: u64 = 16;
const ADDRESS_LIMIT: u64 = 0xffff_0000;

let top: usize = (__heap_base + ALIGNMENT - 1) & ~(ALIGNMENT - 1);

/** Returns the 64-byte aligned address of `bytes` new bytes, or 0 when memory cannot grow. Growing detaches old views. */
export function allocate(bytes: u32): usize {
  const address = top;
  const end = <u64>address + ((<u64>bytes + ALIGNMENT - 1) & ~(<u64>ALIGNMENT - 1));
  if (end > ADDRESS_LIMIT) return 0;
  const missing = <i64>end - (<i64>memory.size() << PAGE_SHIFT);
  if (missing > 0 && memory.grow(<i32>((missing + 0xffff) >> PAGE_SHIFT)) < 0) return 0;
  top = <usize>end;
  return address;
}
