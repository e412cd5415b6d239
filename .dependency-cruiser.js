/**
 * Who may import whom: everything that is not listed is an error. The map in src/README.md says the same in words.
 */
const core = (names) => `^src/core/(${names})(/|\\.ts$)`;
const layer = (names) => `^src/(${names})/`;

/** Inside core: a folder may import itself, errors.ts, limits.ts and what is named here. */
const coreArrows = {
  bytes: [],
  json: [],
  tar: ['bytes'],
  oci: ['bytes', 'json'],
  layer: ['tar', 'oci', 'bytes'],
  rootfs: ['layer', 'bytes', 'search'],
  content: ['tar', 'bytes'],
  search: ['bytes'],
  save: ['rootfs', 'layer', 'tar', 'bytes'],
  dump: ['oci', 'tar', 'json', 'bytes'],
  check: ['bytes', 'json', 'tar', 'oci', 'layer', 'rootfs', 'dump'],
  loaders: ['dump', 'oci', 'check'],
  explain: ['dump', 'oci', 'json', 'bytes'],
  report: ['bytes', 'json', 'tar', 'oci', 'layer', 'rootfs', 'dump', 'check', 'explain', 'loaders', 'messages'],
  messages: [],
  errors: ['limits'],
  limits: [],
};

/** Types alone, which leave no import behind when compiled. */
const coreTypeArrows = {
  dump: ['layer'],
  explain: ['check', 'report', 'layer'],
  messages: ['bytes', 'json', 'tar', 'oci', 'layer', 'rootfs', 'dump', 'check', 'report', 'loaders'],
};

const layerArrows = {
  storage: ['core'],
  kernel: [],
  workers: ['core', 'storage', 'kernel'],
  platform: ['core'],
  state: ['core', 'storage', 'workers', 'platform', 'kernel'],
  ui: ['state', 'core'],
  sw: [],
};

/** Each package has one door. */
const doors = {
  storage: ['idb'],
  workers: ['hash-wasm', 'zstddec', 'pako', 'lowlight', 'diff'],
  platform: ['workbox-window'],
  ui: ['d3-hierarchy'],
  sw: ['workbox-core', 'workbox-precaching', 'workbox-routing'],
};

/** Tests and what only they use. */
const isTest = '\\.test(\\.svelte)?\\.ts$|^src/[^/]+/testing/';
const notTests = { pathNot: isTest };

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  allowedSeverity: 'error',
  allowed: [
    ...Object.entries(coreArrows).map(([from, to]) => ({
      from: { path: core(from), ...notTests },
      to: { path: core([from, 'errors', 'limits', ...to].join('|')), ...notTests },
    })),
    ...Object.entries(coreTypeArrows).map(([from, to]) => ({
      from: { path: core(from), ...notTests },
      to: { path: core(to.join('|')), dependencyTypes: ['type-only'], ...notTests },
    })),
    ...Object.entries(layerArrows).map(([from, to]) => ({
      from: { path: layer(from), ...notTests },
      to: { path: layer([from, ...to].join('|')), ...notTests },
    })),
    ...Object.entries(doors).flatMap(([from, packages]) =>
      packages.map((name) => ({
        from: { path: `^src/${from}/npm-${name}\\.ts$` },
        to: { path: `^node_modules/${name}/` },
      })),
    ),
    // Grammars that lowlight's common set does not have come from the package it stands on.
    { from: { path: '^src/workers/npm-lowlight\\.ts$' }, to: { path: '^node_modules/(highlight\\.js|@types/hast)/' } },
    { from: { path: '^src/(state|ui)/|^src/main\\.ts$', ...notTests }, to: { path: '^node_modules/svelte/' } },
    { from: { path: '^src/main\\.ts$' }, to: { path: '^src/', ...notTests } },
    // Files that Vite hands over as text or as an address: there is no such file to resolve.
    { from: { path: '^src/workers/npm-zstddec\\.ts$' }, to: { path: '^zstddec/stream\\?raw$' } },
    { from: { path: '^src/(kernel|workers)/', ...notTests }, to: { path: 'kernel\\.wasm\\?url$' } },
    // The list of files that the build puts in has the type of the package.
    { from: { path: '^src/sw/build-manifest\\.d\\.ts$' }, to: { path: '^node_modules/workbox-precaching/' } },
    // Tests, scripts and settings run on Node, where nothing is at stake but their own clarity.
    { from: { path: isTest }, to: {} },
    { from: { path: '^(tests|scripts|bench)/|^[^/]+\\.(ts|js)$' }, to: {} },
  ],
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Code that needs each other is one thing in two places. Types may refer to each other.',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'texts-have-one-user',
      severity: 'error',
      comment: 'Codes travel, texts do not: only the report and the components turn a code into words.',
      from: { path: '^src/', pathNot: `^src/core/(report|messages)(/|\\.ts$)|^src/ui/|${isTest}` },
      to: { path: core('messages') },
    },
    {
      name: 'explanations-are-for-people',
      severity: 'error',
      comment: 'No decision may hang on an explanation.',
      from: { path: '^src/', pathNot: `^src/core/(report|explain)/|^src/(workers|state|ui)/|${isTest}` },
      to: { path: core('explain') },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      from: { path: '^(src|scripts|tests)/' },
      to: { couldNotResolve: true, pathNot: '^(virtual:|node:)|\\?(raw|url)$' },
    },
    {
      name: 'no-bench-in-app',
      severity: 'error',
      from: { path: '^src/', pathNot: isTest },
      to: { path: '^(tests|scripts|bench)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(src/kernel/(assembly|build)|tests/fixtures|tests/tools|dist|\\.gates)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['browser', 'import', 'svelte', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.json', '.d.ts'],
    },
  },
};
