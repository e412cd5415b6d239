/** Languages by the end of a name, or by the name of an interpreter. */
const BY_ENDING: ReadonlyMap<string, string> = new Map(
  Object.entries({
    bash: 'sh bash zsh ksh dash ash bashrc profile bash_profile zshrc apkbuild ebuild',
    python: 'py pyw python pyi',
    javascript: 'js mjs cjs jsx node nodejs',
    typescript: 'ts mts cts tsx',
    json: 'json jsonc map webmanifest',
    yaml: 'yaml yml',
    ini: 'ini toml cfg conf cnf desktop service socket timer mount target properties repo editorconfig gitconfig npmrc env list sources',
    xml: 'xml html htm xhtml svg xsl xsd plist pom',
    css: 'css',
    scss: 'scss',
    less: 'less',
    sql: 'sql',
    c: 'c h',
    cpp: 'cc cpp cxx hpp hh hxx',
    csharp: 'cs',
    go: 'go',
    rust: 'rs',
    java: 'java',
    kotlin: 'kt kts',
    swift: 'swift',
    ruby: 'rb ruby gemspec rake',
    perl: 'pl pm perl t',
    php: 'php phtml',
    lua: 'lua',
    r: 'r rscript',
    markdown: 'md markdown',
    makefile: 'mk make',
    dockerfile: 'dockerfile containerfile',
    nginx: 'nginx',
    diff: 'diff patch',
    graphql: 'graphql gql',
  }).flatMap(([language, endings]) => endings.split(' ').map((ending) => [ending, language] as const)),
);

const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['dockerfile', 'dockerfile'],
  ['containerfile', 'dockerfile'],
  ['makefile', 'makefile'],
  ['gnumakefile', 'makefile'],
  ['nginx.conf', 'nginx'],
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
  ['os-release', 'ini'],
  ['lsb-release', 'ini'],
  ['.bashrc', 'bash'],
  ['.profile', 'bash'],
  ['profile', 'bash'],
]);

/**
 * The language in whose colours a file is written, by its name or path; null when it says none. A guess: wrong colours
 * harm nobody.
 */
export function languageOf(path: string): string | null {
  const parts = path.toLowerCase().split('/');
  const name = parts.at(-1) ?? '';
  const known = BY_NAME.get(name);
  if (known !== undefined) return known;
  if (name.startsWith('dockerfile.')) return 'dockerfile';
  const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
  if (ending === 'conf' && parts.includes('nginx')) return 'nginx';
  return BY_ENDING.get(ending) ?? null;
}
