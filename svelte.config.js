/** Read by Vite, svelte-check and eslint alike: every component is written with runes. */
export default {
  compilerOptions: { runes: true },
};
