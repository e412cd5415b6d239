import type { ConfigView, Healthcheck } from '../../oci/config.ts';
import type { ConfigFact } from '../config-page.ts';
import { listed, nanosecondsInWords } from '../plain-words.ts';
import { shellWords } from './command-line.ts';
import { inWords, written } from './config-fact.ts';

const NO_TEXT = 'It is set, but is no text, as the format asks for; engines may refuse the image.';

/** How the program starts and ends: entry point, user, folder, signal. */
export function runFacts({ run, os, wrong }: ConfigView): ConfigFact[] {
  const textFact = (name: string, key: string, fact: ConfigFact): ConfigFact =>
    wrong.includes(`/config/${key}`) ? inWords(name, 'Cannot be read', { warning: NO_TEXT }) : fact;
  const facts = [
    wordsFact('Entry point', run.entrypoint, 'None', 'The program. Without one, Cmd alone is what runs.'),
    wordsFact('Cmd', run.cmd, 'None', 'Arguments for the entry point, or the whole command where there is none.'),
    textFact('User', 'User', userFact(run.user, os)),
    textFact('Working folder', 'WorkingDir', workingDirFact(run.workingDir, os)),
    textFact('Stop signal', 'StopSignal', signalFact(run.stopSignal)),
  ];
  if (run.shell && run.shell.length > 0) {
    const note =
      'Runs lines of RUN, CMD and ENTRYPOINT in images built on this one. It does not change what runs here.';
    facts.push(written('Shell', shellWords(run.shell), { note }));
  }
  return facts;
}

/** A health check in words. */
export function healthFacts(check: Healthcheck | null, isThere: boolean): ConfigFact[] {
  if (!check) {
    return isThere
      ? [inWords('Check', 'Cannot be read', { warning: 'It is not of the form that Docker writes.' })]
      : [];
  }
  const [kind, ...words] = check.test;
  if (kind === undefined) return [inWords('Check', 'As in the image it was built on')];
  if (kind === 'NONE') return [inWords('Check', 'None, and none from the image it was built on either')];
  const command = kind === 'CMD-SHELL' ? words.join(' ') : shellWords(words);
  const note =
    kind === 'CMD-SHELL' ? 'Run by a shell inside the container.' : 'Run inside the container, without a shell.';
  const span = (value: number | null, byDefault: string): string => (value ? nanosecondsInWords(value) : byDefault);
  const retries = check.retries ? check.retries : 3;
  const facts = [
    written('Command', command, { note: `${note} Exit code 0 means healthy.` }),
    inWords('When', `Every ${span(check.intervalNs, '30 seconds')}`, {
      note: `No answer within ${span(check.timeoutNs, '30 seconds')} counts as a failure.`,
    }),
    inWords('Unhealthy', `After ${retries === 1 ? 'one failure' : `${String(retries)} failures in a row`}`, {
      note: 'Docker then only marks the container; it does not start it again by itself.',
    }),
  ];
  if (check.startPeriodNs) {
    const note = `Failures in this time do not count. Meanwhile it is run every ${span(check.startIntervalNs, '5 seconds')}.`;
    facts.push(inWords('Time to start', nanosecondsInWords(check.startPeriodNs), { note }));
  }
  return facts;
}

function wordsFact(name: string, words: readonly string[] | null, none: string, note: string): ConfigFact {
  return words && words.length > 0
    ? written(name, `[${words.map((word) => JSON.stringify(word)).join(', ')}]`, { note })
    : inWords(name, none, { note });
}

function userFact(user: string | null, os: string | null): ConfigFact {
  if (os === 'windows')
    return user
      ? written('User', user)
      : inWords('User', 'ContainerUser or ContainerAdministrator, as the base image has it');
  if (user === null || user === '')
    return inWords('User', 'root', {
      note: 'None is set, so the program runs as root, user 0 of the container. --user at the start changes it.',
    });
  const [name = '', group] = user.split(':', 2);
  const parts = [userPart(name), groupPart(name, group)];
  return written('User', user, { note: parts.filter((part) => part !== '').join(' ') });
}

function userPart(name: string): string {
  if (name === '') return 'No user is given, so it is root, user 0 of the container.';
  if (name === '0' || name === 'root') return 'This is root, user 0 of the container.';
  if (/^\d+$/.test(name)) return 'A number: it holds whether or not /etc/passwd of the image has a name for it.';
  return 'A name: /etc/passwd of the image must have it, or the container does not start. Kubernetes cannot tell from a name that it is not root.';
}

function groupPart(name: string, group: string | undefined): string {
  if (group !== undefined && group !== '')
    return /^\d+$/.test(group) ? 'The group is a number too.' : 'The group is looked up in /etc/group.';
  return /^\d+$/.test(name) && name !== '0'
    ? 'No group is given: it is that of /etc/passwd, or group 0, root’s, when the number is not in it.'
    : '';
}

function workingDirFact(folder: string | null, os: string | null): ConfigFact {
  const root = os === 'windows' ? 'C:\\' : '/';
  if (folder === null || folder === '') return inWords('Working folder', root, { note: 'None is set: the root.' });
  const isAbsolute = folder.startsWith('/') || /^[A-Za-z]:[\\/]/.test(folder);
  return written('Working folder', folder, {
    note: 'The program starts here. Engines make the folder when it is missing.',
    warning: isAbsolute ? null : 'It does not begin at the root; engines differ in what they make of that.',
  });
}

const SIGNALS: ReadonlyMap<string, string> = new Map([
  ['SIGTERM', 'The usual request to end.'],
  ['SIGINT', 'As Ctrl C sends it.'],
  ['SIGQUIT', 'For many servers: finish open requests, then end.'],
  ['SIGKILL', 'Ends the program at once, without a chance to save anything.'],
  ['SIGWINCH', 'For Apache: finish open requests, then end.'],
  ['SIGHUP', 'For many programs: read the configuration again.'],
  ['SIGRTMIN+3', 'For systemd: shut down.'],
]);
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['1', 'SIGHUP'],
  ['2', 'SIGINT'],
  ['3', 'SIGQUIT'],
  ['9', 'SIGKILL'],
  ['15', 'SIGTERM'],
]);

function signalFact(signal: string | null): ConfigFact {
  if (signal === null || signal === '')
    return inWords('Stop signal', 'SIGTERM', {
      note: 'None is set: the usual one. Ten seconds later Docker kills the program.',
    });
  const name = NUMBERS.get(signal) ?? (/^SIG/.test(signal) ? signal : `SIG${signal}`);
  const named = NUMBERS.has(signal) ? `This is ${name}.` : '';
  return written('Stop signal', signal, {
    note: [named, SIGNALS.get(name) ?? 'Asks the program to end.'].filter((part) => part !== '').join(' '),
  });
}

/** `linux/arm64 (v8)`, and what that is. */
export function platformFacts({ os, architecture, variant, osVersion, osFeatures }: ConfigView): ConfigFact[] {
  const platform = [os ?? '?', architecture ?? '?', ...(variant ? [variant] : [])].join('/');
  const machine = MACHINES.get(architecture ?? '');
  const facts = [
    written('Platform', platform, {
      note: machine ? `For ${machine}.` : null,
      warning: os && architecture ? null : 'The OCI format asks for both a system and an architecture.',
    }),
  ];
  if (osVersion)
    facts.push(
      written('System version', osVersion, { note: 'Windows containers need a host of this version or later.' }),
    );
  if (osFeatures.length > 0) facts.push(written('System features', listed(osFeatures.slice(0, 50))));
  return facts;
}

const MACHINES: ReadonlyMap<string, string> = new Map([
  ['amd64', '64-bit processors of Intel and AMD'],
  ['386', '32-bit processors of Intel and AMD'],
  ['arm64', '64-bit ARM processors: Apple silicon, Graviton, newer Raspberry Pi'],
  ['arm', '32-bit ARM processors: older Raspberry Pi'],
  ['ppc64le', 'IBM Power'],
  ['s390x', 'IBM Z mainframes'],
  ['riscv64', '64-bit RISC-V processors'],
  ['loong64', 'LoongArch processors'],
  ['mips64le', '64-bit MIPS processors'],
  ['wasm', 'WebAssembly'],
]);
