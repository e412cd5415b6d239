/** The text of a module, unrun. */
declare module 'zstddec/stream?raw' {
  const text: string;
  export default text;
}
/** The kernel's module in base64, made by scripts/build-kernel.ts. */
declare module '*.base64?raw' {
  const text: string;
  export default text;
}
