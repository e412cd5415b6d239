/**
 * Gives the memory behind these views back at once; they, and all others of the same buffers, are empty after that. Garbage
 * collectors are slow to notice large buffers: several times what is in use can wait for them.
 */
export function releaseBytes(...views: readonly ArrayBufferView<ArrayBuffer>[]): void {
  for (const { buffer } of views) {
    if (buffer.byteLength === 0) continue;
    const { transfer } = buffer as { readonly transfer?: (length: number) => ArrayBuffer };
    // Where the platform is older, the buffer is emptied all the same, so that nothing depends on which it is.
    if (transfer) transfer.call(buffer, 0);
    else structuredClone(buffer, { transfer: [buffer] });
  }
}
