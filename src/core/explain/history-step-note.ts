const INSTRUCTIONS: ReadonlyMap<string, string> = new Map([
  ['COPY', 'Copied files from the build folder'],
  ['ADD', 'Added files, unpacking archives'],
  ['RUN', 'Ran a command and kept what it changed'],
  ['ENV', 'Set variables'],
  ['CMD', 'Set what runs by default'],
  ['ENTRYPOINT', 'Set the program that runs'],
  ['LABEL', 'Set labels'],
  ['EXPOSE', 'Named ports'],
  ['VOLUME', 'Named folders for volumes'],
  ['USER', 'Set who runs the program'],
  ['WORKDIR', 'Set the folder to start in, and made it if it was missing'],
  ['ARG', 'Declared a build argument'],
  ['STOPSIGNAL', 'Set the signal that ends the program'],
  ['HEALTHCHECK', 'Set the health check'],
  ['SHELL', 'Set the shell for later steps'],
  ['MAINTAINER', 'Named who answers for the image'],
  ['ONBUILD', 'Left a step for images built on this one'],
  ['FROM', 'Named the image to build on'],
]);

/**
 * What a `created_by` says, and in whose notation. It is a remark: no engine reads it, and it proves nothing.
 * @see DIALECTS notes on `created_by`: classic builder, BuildKit, kaniko, ko, Jib, Bazel, Nix, Buildpacks, apko, umoci
 */
export function historyStepNote(createdBy: string): string {
  if (createdBy.trim() === '') return 'No command was recorded.';
  if (/^(?:ko build|ko publish)/.test(createdBy)) return 'Written by ko, which builds images from Go programs.';
  if (createdBy.startsWith('jib-')) return 'Written by Jib, which builds images from Java programs.';
  if (/^bazel/.test(createdBy)) return 'Written by Bazel.';
  if (createdBy.startsWith('apko')) return 'Written by apko.';
  if (createdBy.startsWith('umoci')) return 'Written by umoci.';
  if (/^(?:Application Layer|Buildpacks|Layer: )/.test(createdBy)) return 'Written by Cloud Native Buildpacks.';
  if (/^(?:Apply image|Install update) \d/.test(createdBy)) return 'Written by Microsoft, for a base image of Windows.';
  if (createdBy.startsWith('# debian.sh') || createdBy.includes('debuerreotype'))
    return 'Written by the build of Debian’s base image.';

  const nop = /#\(nop\)\s*(\S+)/.exec(createdBy.slice(0, 4096));
  if (nop)
    return sentence(
      nop[1],
      'In the words of Docker’s classic builder, which podman and buildah use too; #(nop) marks a step that ran nothing.',
    );
  const first = /^\S+/.exec(createdBy)?.[0];
  const buildKit = createdBy.trimEnd().endsWith('# buildkit');
  const withArguments = /^(?:RUN )?\|(\d+) /.exec(createdBy);
  if (withArguments)
    return `Ran a command, with ${withArguments[1]} build argument${withArguments[1] === '1' ? '' : 's'} before it. Secrets given so can be read here.`;
  if (first && INSTRUCTIONS.has(first))
    return sentence(first, buildKit ? 'The remark “# buildkit” is BuildKit’s own.' : '');
  if (/^\/bin\/sh -c |^\/bin\/bash -\S*c |^cmd \/S \/C |^powershell /.test(createdBy))
    return 'Ran a command and kept what it changed, in the words of the classic builder, podman or buildah.';
  if (createdBy === '/bin/sh') return 'Written by buildah or podman, which did not record the command.';
  return 'The command or tool that made this step, as that tool wrote it.';
}

function sentence(instruction: string | undefined, remark: string): string {
  const meaning = INSTRUCTIONS.get(instruction ?? '') ?? 'A step of the build';
  return remark === '' ? `${meaning}.` : `${meaning}. ${remark}`;
}
