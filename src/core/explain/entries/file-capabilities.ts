import { listed } from '../plain-words.ts';

/** Rights that the kernel gives a program when it is run, whoever runs it. */
export interface FileCapabilities {
  readonly version: 1 | 2 | 3;
  /** True: the program has them at once; false: it has to ask for them. */
  readonly isEffective: boolean;
  /** Numbers, rising. */
  readonly permitted: readonly number[];
  readonly inheritable: readonly number[];
  /** Version 3: the user that is root in the user namespace they hold for; null in others. */
  readonly rootUid: number | null;
}

/** By number, as Linux 5.9 and later have them. */
const NAMES = [
  ...['chown', 'dac_override', 'dac_read_search', 'fowner', 'fsetid', 'kill', 'setgid', 'setuid', 'setpcap'],
  ...['linux_immutable', 'net_bind_service', 'net_broadcast', 'net_admin', 'net_raw', 'ipc_lock', 'ipc_owner'],
  ...['sys_module', 'sys_rawio', 'sys_chroot', 'sys_ptrace', 'sys_pacct', 'sys_admin', 'sys_boot', 'sys_nice'],
  ...['sys_resource', 'sys_time', 'sys_tty_config', 'mknod', 'lease', 'audit_write', 'audit_control', 'setfcap'],
  ...['mac_override', 'mac_admin', 'syslog', 'wake_alarm', 'block_suspend', 'audit_read', 'perfmon', 'bpf'],
  'checkpoint_restore',
];
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['net_bind_service', 'listen on ports below 1024'],
  ['net_raw', 'send raw packets, as ping does'],
  ['net_admin', 'change the network'],
  ['sys_admin', 'do most of what root may'],
  ['sys_ptrace', 'look into other programs'],
  ['sys_nice', 'raise priorities'],
  ['ipc_lock', 'keep memory from being swapped out'],
  ['dac_override', 'read and write any file'],
  ['dac_read_search', 'read any file'],
  ['setuid', 'become another user'],
  ['setgid', 'join other groups'],
  ['setfcap', 'give capabilities to files'],
  ['chown', 'give files to other users'],
  ['sys_chroot', 'change its root folder'],
  ['sys_time', 'set the clock'],
  ['sys_resource', 'go beyond limits'],
  ['mknod', 'make device files'],
  ['kill', 'end any program'],
]);

const SIZES: ReadonlyMap<number, readonly [version: 1 | 2 | 3, bytes: number]> = new Map([
  [0x01000000, [1, 12]],
  [0x02000000, [2, 20]],
  [0x03000000, [3, 24]],
]);

/**
 * Reads the value of `security.capability`: little-endian words, the first with version and the effective flag, then pairs of
 * permitted and inheritable sets, in version 3 the user id of root. Null for what the kernel would not take.
 * @see linux/capability.h, struct vfs_cap_data and vfs_ns_cap_data
 */
export function readFileCapabilities(value: Uint8Array): FileCapabilities | null {
  if (value.length < 4) return null;
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  const magic = view.getUint32(0, true);
  const [version, bytes] = SIZES.get((magic & 0xff000000) >>> 0) ?? [];
  if (version === undefined || value.length !== bytes) return null;
  const words = version === 1 ? 1 : 2;
  const set = (offset: number): number[] => {
    const bits: number[] = [];
    for (let word = 0; word < words; word++) {
      const flags = view.getUint32(offset + word * 8, true);
      for (let bit = 0; bit < 32; bit++) if ((flags >>> bit) & 1) bits.push(word * 32 + bit);
    }
    return bits;
  };
  const rootUid = version === 3 ? view.getUint32(20, true) : null;
  return { version, isEffective: (magic & 1) === 1, permitted: set(4), inheritable: set(8), rootUid };
}

/** `cap_net_raw=ep`, as getcap prints it, and what that lets the program do. */
export function capabilityWords(capabilities: FileCapabilities): { readonly text: string; readonly note: string } {
  const { permitted, inheritable, isEffective, rootUid } = capabilities;
  const all = [...new Set([...permitted, ...inheritable])].sort((a, b) => a - b);
  const groups = new Map<string, string[]>();
  for (const number of all) {
    const isPermitted = permitted.includes(number);
    const isInherited = inheritable.includes(number);
    const flags = `${isEffective ? 'e' : ''}${isInherited ? 'i' : ''}${isPermitted ? 'p' : ''}`;
    groups.set(flags, [...(groups.get(flags) ?? []), nameOf(number)]);
  }
  const text = [...groups].map(([flags, names]) => `${names.join(',')}=${flags}`).join(' ');
  const root = rootUid === null || rootUid === 0 ? '' : ` [rootid=${String(rootUid)}]`;
  return { text: text === '' ? '(none)' : text + root, note: noteOf(capabilities) };
}

function noteOf({ permitted, isEffective, rootUid }: FileCapabilities): string {
  const meanings = permitted.flatMap((number) => MEANINGS.get(NAMES[number] ?? '') ?? []);
  const known = meanings.length > 6 ? [...meanings.slice(0, 5), 'more'] : meanings;
  const may = known.length === 0 ? '' : ` Here: ${listed(known)}.`;
  return [
    `Capabilities: single rights of root that the program has${isEffective ? '' : ' when it asks for them'}, whoever runs it.${may}`,
    ...(rootUid === null || rootUid === 0
      ? []
      : [`They hold only where user ${String(rootUid)} is the root of a user namespace.`]),
  ].join(' ');
}

const nameOf = (number: number): string => {
  const name = NAMES[number];
  return name === undefined ? `cap_${String(number)}` : `cap_${name}`;
};
