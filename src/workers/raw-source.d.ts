/** The text of a module, unrun. */
declare module 'zstddec/stream?raw' {
  const text: string;
  export default text;
}
