import { itemsOf, member, numberOf, stringOf } from '../../json/json-access.ts';
import { environmentNote } from '../environment-note.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, NoteContext } from '../key-rule.ts';
import { nanosecondsInWords, quoted } from '../plain-words.ts';
import { countedNote, LABELS_RULE, ofText } from './descriptor-keys.ts';

const leftover = (what: string): string => `${what} A left-over of the build container; without effect in an image.`;
const words = (context: NoteContext): string =>
  quoted(
    itemsOf(context.node)
      .map((item) => stringOf(item) ?? '')
      .join(' '),
  );
const isEmpty = ({ node }: NoteContext): boolean =>
  node.kind === 'null' || (node.kind === 'array' && node.items.length === 0);

const span = (what: string): KeyRule => ({
  note: (context) => {
    const value = numberOf(context.node);
    return value === null ? what : `${what} ${value === 0 ? 'Zero: the default.' : `${nanosecondsInWords(value)}.`}`;
  },
});

const HEALTHCHECK: KeyRule = {
  note: 'How Docker finds out whether a running container still works. An extension by Docker: podman drops it when it writes the OCI format.',
  keys: keysOf({
    Test: {
      note: (context) => {
        const first = stringOf(itemsOf(context.node)[0]);
        if (first === 'NONE') return 'NONE: no check, and none from the base image either.';
        if (first === 'CMD-SHELL') return 'The command, run by a shell. Exit code 0 means healthy.';
        return first === 'CMD'
          ? 'The command with its arguments. Exit code 0 means healthy.'
          : 'Empty: the check of the base image stays.';
      },
      items: {},
    },
    Interval: span('Time between two checks, in nanoseconds:'),
    Timeout: span('After this time a check counts as failed, in nanoseconds:'),
    StartPeriod: span('Time to start in which failures do not count, in nanoseconds:'),
    StartInterval: span('Time between checks while it starts, in nanoseconds:'),
    Retries: 'So many failures in a row make the container unhealthy. Zero: the default, 3.',
  }),
};

/** The `config` and `container_config` objects: how containers of the image start. */
export const RUN_CONFIG_KEYS = keysOf({
  User: ofText((text) =>
    text === ''
      ? 'Who runs the program. Empty: root.'
      : 'Who runs the program: user, or user:group, as names or numbers.',
  ),
  ExposedPorts: {
    note: countedNote(
      'Ports on which the program listens, for people and tools. This opens none.',
      'port',
      'ports',
      'No ports are named.',
    ),
    others: { note: 'Number and protocol of a port. The empty object behind it says nothing.' },
  },
  Env: {
    note: (context) => (isEmpty(context) ? 'No variables are set.' : 'Variables that every container starts with.'),
    items: { note: ofText(environmentNote) },
  },
  Entrypoint: {
    note: (context) =>
      isEmpty(context)
        ? 'No entry point: Cmd alone is what runs.'
        : `The program that runs; Cmd is given to it as arguments: ${words(context)}`,
    items: { note: (context) => (context.key === 0 ? 'The program.' : null) },
  },
  Cmd: {
    note: (context) => {
      if (isEmpty(context)) return 'Nothing beyond the entry point.';
      if (context.pointer.includes('container_config'))
        return 'The last step of the build, as the classic builder ran or noted it. #(nop) marks a step that ran nothing.';
      const entrypoint = itemsOf(member(context.parent, 'Entrypoint'));
      if (entrypoint.length > 0) return 'Arguments for the entry point, unless others are given at the start.';
      return `What runs, unless something else is given at the start: ${words(context)}`;
    },
    items: {},
  },
  Volumes: {
    note: countedNote(
      'Folders that get a volume of their own, so that their content outlives the container’s file system.',
      'folder',
      'folders',
      'No volumes.',
    ),
    others: { note: 'A folder that gets a volume. The empty object behind it says nothing.' },
  },
  WorkingDir: ofText((text) =>
    text === '' ? 'The folder in which the program starts. Empty: /.' : 'The folder in which the program starts.',
  ),
  Labels: LABELS_RULE,
  StopSignal: 'The signal that asks the program to end. Without it: SIGTERM.',
  StopTimeout: 'Seconds to wait after that signal before the program is killed.',
  ArgsEscaped: 'Only for Windows: the command line is already quoted. Deprecated, without effect on Linux.',
  Healthcheck: HEALTHCHECK,
  OnBuild: {
    note: (context) =>
      isEmpty(context)
        ? 'Nothing happens when another image is built on this one. Docker up to 28 writes this even when empty.'
        : 'Dockerfile lines that run first when another image is built on this one.',
    items: { note: 'Run by the next build that says FROM this image.' },
  },
  Shell: { note: 'The shell that RUN, CMD and ENTRYPOINT use when they are given one line of text.', items: {} },
  Memory: 'Reserved by the specification; Docker’s limit of memory in bytes. Engines ignore it in an image.',
  MemorySwap: 'Reserved by the specification; Docker’s limit of memory and swap. Engines ignore it in an image.',
  CpuShares: 'Reserved by the specification; Docker’s share of processor time. Engines ignore it in an image.',
  Cpuset: 'Docker’s choice of processors. Engines ignore it in an image.',
  Hostname: leftover('Name of the machine.'),
  Domainname: leftover('Domain of the machine.'),
  AttachStdin: leftover('Whether input was attached.'),
  AttachStdout: leftover('Whether output was attached.'),
  AttachStderr: leftover('Whether error output was attached.'),
  Tty: leftover('Whether a terminal was used.'),
  OpenStdin: leftover('Whether input stayed open.'),
  StdinOnce: leftover('Whether input closed after the first user.'),
  NetworkDisabled: leftover('Whether the network was off.'),
  MacAddress: leftover('Hardware address of the network.'),
  PublishService: leftover('A service name of an experiment in 2015.'),
  VolumeDriver: leftover('Which driver made volumes.'),
  PortSpecs: leftover('Ports in a form Docker gave up in 2013.'),
  Image: {
    names: 'digest',
    note: ofText((text) =>
      text === ''
        ? 'The previous step of the build. Empty: none, or it was not recorded.'
        : 'The image of the previous build step, on the machine that built it. It is not needed and rarely in a dump.',
    ),
  },
});
