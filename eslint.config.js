import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// The compiler then reads each component as its parser gives it to the rules. Otherwise every component linted would
// be a change to the program, and every type in it would be found anew. The parser looks when it is loaded.
process.env.SVELTE_ESLINT_PARSER_EXPERIMENTAL_TS_SYS_HOOK = '1';
const { default: svelte } = await import('eslint-plugin-svelte');

const network = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'];
const coreBans = ['self', 'postMessage', 'indexedDB', 'caches', 'navigator', 'location', 'setTimeout', 'console'];

const banGlobals = (names, message) => ['error', ...names.map((name) => ({ name, message }))];

/** The same things by their long names: `self.fetch`, `navigator.sendBeacon`. */
const banMembers = (more = []) => [
  'error',
  ...network.map((property) => ({ property, message: 'Nothing is sent anywhere.' })),
  { property: 'sendBeacon', message: 'Nothing is sent anywhere.' },
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'srcdoc', 'createContextualFragment'].map((property) => ({
    property,
    message: 'Text from a dump must never become markup.',
  })),
  { object: 'document', property: 'write', message: 'Text from a dump must never become markup.' },
  ...more,
];

const maxLines = (max) => ['error', { max, skipBlankLines: true, skipComments: true }];

const unsafeFamily = ['argument', 'assignment', 'call', 'member-access', 'return'];

export default tseslint.config(
  {
    ignores: [
      'dist/',
      '.reports/',
      '.gates/',
      'test-results/',
      'public/',
      'src/kernel/assembly/',
      'src/kernel/build/',
      'tests/fixtures/',
      'tests/tools/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  svelte.configs.recommended,
  svelte.configs.prettier,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      'max-lines': maxLines(250),
      'no-console': 'error',
      'no-eval': 'error',
      'no-restricted-globals': banGlobals(network, 'Nothing is sent anywhere.'),
      'no-restricted-properties': banMembers(),
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
        { selector: 'ImportExpression[source.type!="Literal"]', message: 'Imports are written out.' },
      ],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true, 'ts-nocheck': true },
      ],
    },
  },
  {
    files: ['src/core/**'],
    ignores: ['**/*.test.ts', 'src/*/testing/**'],
    rules: {
      'no-restricted-globals': banGlobals([...network, ...coreBans], 'The core runs anywhere and does one thing.'),
      'no-restricted-properties': banMembers([
        { object: 'Date', property: 'now', message: 'The same dump gives the same answer at any time.' },
        { object: 'Math', property: 'random', message: 'The same dump gives the same answer every time.' },
      ]),
    },
  },
  {
    // The service worker passes the requests of its own origin on; that is its work.
    files: ['src/sw/service-worker.ts'],
    rules: { 'no-restricted-globals': 'off' },
  },
  {
    files: ['src/ui/**', 'src/main.ts'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: tseslint.parser, svelteConfig } },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      'max-lines': maxLines(150),
      'svelte/no-at-html-tags': 'error',
      'svelte/no-target-blank': 'error',
      // Models are $state.raw and replaced whole; a Map inside a derivation is nobody's state.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/button-has-type': 'error',
      // Without it svelte-check takes the component for JavaScript, and what it gives for `any`.
      'svelte/block-lang': ['error', { script: 'ts', enforceScriptPresent: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'SvelteStartTag > SvelteAttribute[key.name="style"]',
          message: 'The policy forbids style attributes. Use a class, or style:property={value}.',
        },
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '(^|/)(storage|workers|platform|kernel|sw)/', message: 'Components talk to state only.' },
            { regex: '^(hash-wasm|idb|pako|zstddec|workbox-.*)(/|$)', message: 'A package has one door.' },
          ],
        },
      ],
      // svelte-check does this work.
      ...Object.fromEntries(unsafeFamily.map((name) => [`@typescript-eslint/no-unsafe-${name}`, 'off'])),
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    files: [
      '**/*.test.ts',
      '**/*.test.svelte.ts',
      'src/*/testing/**',
      'tests/**',
      'scripts/**',
      'bench/**',
      '*.config.ts',
    ],
    languageOptions: { globals: globals.node },
    rules: {
      'no-console': 'off',
      'no-restricted-globals': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  { files: ['*.config.ts', '**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // An import statement would turn a file of global declarations into a module.
  { files: ['**/*.d.ts'], rules: { '@typescript-eslint/consistent-type-imports': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { projectService: false } },
    rules: {
      'no-console': 'off',
      'no-restricted-syntax': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
);
