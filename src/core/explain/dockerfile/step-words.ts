import type { DockerfileLine } from './dockerfile-line.ts';

/** What shell commands do, in the words of a sentence; the first of each that is found counts. */
const COMMANDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/\b(?:apt|apt-get|aptitude)\s+(?:-\S+\s+)*install\b|\bdpkg\s+(?:-i|--install)\b/, 'installs Debian packages'],
  [/\bapk\s+(?:-\S+\s+)*add\b/, 'installs Alpine packages'],
  [/\b(?:yum|dnf|microdnf|tdnf|zypper)\s+(?:-\S+\s+)*(?:install|in)\b|\brpm\s+-\w*[iU]/, 'installs RPM packages'],
  [/\bpacman\s+-S/, 'installs Arch packages'],
  [/\b(?:npm|pnpm)\s+(?:ci|i|install|add)\b|\byarn(?:\s+install|\s+add|\s*$)/, 'installs npm packages'],
  [
    /\bpip3?\s+(?:-\S+\s+)*install\b|\b(?:poetry|uv|pipenv)\s+(?:pip\s+)?(?:install|sync)\b/,
    'installs Python packages',
  ],
  [/\b(?:gem\s+install|bundle\s+install)\b/, 'installs Ruby packages'],
  [/\bcomposer\s+(?:install|require)\b/, 'installs PHP packages'],
  [/\bgo\s+mod\s+download\b/, 'fetches Go modules'],
  [/\bdotnet\s+restore\b/, 'fetches .NET packages'],
  [/\bgit\s+clone\b/, 'fetches a git repository'],
  [/\b(?:curl|wget)\s+(?:-|["']?(?:https?|ftp):|\$)/, 'downloads files'],
  [/\b(?:gpg|sha\d+sum)\b[^&;|]{0,200}(?:--verify|-c\b|--check)/, 'checks what it downloaded'],
  [
    /\b(?:go\s+(?:build|install)|cargo\s+build|make|cmake|mvn|gradle\w*|npm\s+run\s+build|yarn\s+build|gcc|dotnet\s+(?:build|publish)|\.\/configure)\b/,
    'builds from source',
  ],
  [/\b(?:useradd|adduser|groupadd|addgroup)\b/, 'adds users or groups'],
  [/\b(?:chmod|chown|chgrp)\b/, 'changes owners or rights'],
  [/\bsetcap\b/, 'gives programs capabilities'],
  [/\bln\s+-\w*s/, 'makes links'],
  [/\bmkdir\b/, 'makes folders'],
  [/\bsed\s+-i\b/, 'edits files'],
  [/\b(?:rm|rmdir)\s/, 'deletes files'],
];
const MOST_NAMED = 4;
/** More of a command is not looked at. */
const LOOKED_AT = 20_000;

const SENTENCES: ReadonlyMap<string, string> = new Map([
  ['FROM', 'Names the image that this one is built on.'],
  ['ADD', 'Adds files; archives among them are unpacked.'],
  ['ARG', 'Declares a value that is given when the image is built.'],
  ['CMD', 'Sets what runs, or the arguments of the entry point, when nothing else is asked for.'],
  ['COPY', 'Copies files into the image.'],
  ['ENTRYPOINT', 'Sets the program that runs.'],
  ['ENV', 'Sets variables, for later steps and for every container.'],
  ['EXPOSE', 'Names ports that the program listens on; this opens none.'],
  ['HEALTHCHECK', 'Says how to find out whether a container still works.'],
  ['LABEL', 'Attaches labels, which change nothing in how the image runs.'],
  ['ONBUILD', 'Leaves a step for images that are built on this one.'],
  ['SHELL', 'Sets the shell that later steps, written as one line, are run by.'],
  ['STOPSIGNAL', 'Sets the signal that asks the program to end.'],
  ['USER', 'Sets who runs later steps and the program.'],
  ['VOLUME', 'Names folders that get a volume of their own in every container.'],
  ['WORKDIR', 'Sets the folder to work in, and makes it if it is missing.'],
]);

/** What a step did, in a sentence, as far as its text tells. */
export function stepWords({ text, kind, producer }: DockerfileLine): string {
  const line = kind === 'comment' ? text.replace(/^# /, '') : text;
  const instruction = /^[A-Z]+(?=\s)/.exec(line)?.[0] ?? '';
  if (instruction === 'ADD' && line.startsWith('ADD <layer '))
    return 'Adds a layer as it is: no Dockerfile step is recorded.';
  if (instruction === 'RUN') return commandWords(line.slice(0, LOOKED_AT));
  const known = SENTENCES.get(instruction);
  if (known) return known;
  if (producer === 'debuerreotype') return 'Unpacks the root file system of a Debian release.';
  return 'A remark of the tool that made this step.';
}

function commandWords(command: string): string {
  const found = COMMANDS.filter(([pattern]) => pattern.test(command)).map(([, words]) => words);
  if (found.length === 0) return 'Runs a command and keeps what it changed.';
  const named = found.slice(0, MOST_NAMED);
  const list = named.length === 1 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;
  return `Runs a command that ${list}, by its words.`;
}
