import { shownBytes } from './shown-bytes.ts';
import type { AttributeRow } from './attribute-row.ts';
import type { EntryFacts } from './entry-facts.ts';
import { capabilityWords, readFileCapabilities } from './file-capabilities.ts';
import { posixAclText } from './posix-acl.ts';

const NOTES: readonly (readonly [start: string, note: string])[] = [
  ['security.selinux', 'The label that SELinux goes by; it says what may touch the file.'],
  ['security.ima', 'A signature or hash that the kernel can check before it lets the file run.'],
  ['security.evm', 'A checksum of the file’s attributes that the kernel can check.'],
  ['security.apparmor', 'A label of AppArmor.'],
  [
    'trusted.overlay.opaque',
    'How overlay file systems say that a folder hides all below: it should have become an opaque whiteout, and a tool put it into the layer as it was.',
  ],
  [
    'user.overlay.opaque',
    'How overlay file systems without root say that a folder hides all below: it should have become an opaque whiteout.',
  ],
  ['trusted.overlay.', 'A note of the overlay file system to itself, which does not belong into an image.'],
  ['user.overlay.', 'A note of the overlay file system to itself, which does not belong into an image.'],
  ['user.containers.override_stat', 'The real owner and mode, noted by podman or buildah where they could not be set.'],
  ['system.posix_acl_access', 'Rights for further users and groups, beyond the mode (an access control list).'],
  ['system.posix_acl_default', 'Rights that files made in this folder begin with (an access control list).'],
  ['user.', 'An attribute that any program may set for its own use.'],
  ['com.apple.', 'A note of macOS, of no use in a container.'],
];
const NOT_APPLIED = 'bsdtar wrote it in a notation of its own, which engines pass over.';

/** An extended attribute; what has a form of its own is taken apart. */
export function xattrRow({ name, value, applied }: EntryFacts['xattrs'][number]): AttributeRow {
  const known = NOTES.find(([start]) => (start.endsWith('.') ? name.startsWith(start) : name === start))?.[1] ?? null;
  const { text, note } = READERS.get(name)?.(value, known) ?? { text: shownBytes(value), note: known };
  const all = [note, applied ? null : NOT_APPLIED].filter((part) => part !== null);
  return { name: shownBytes(bytesOf(name)), value: text, note: all.length === 0 ? null : all.join(' ') };
}

type Reader = (value: Uint8Array, known: string | null) => { readonly text: string; readonly note: string | null };

const BAD_CAPABILITY = 'This should be a set of capabilities, but is none that the kernel would read.';
const BAD_ACL = 'It is none that the kernel would read.';

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'security.capability',
    (value) => {
      const capabilities = readFileCapabilities(value);
      return capabilities ? capabilityWords(capabilities) : { text: shownBytes(value), note: BAD_CAPABILITY };
    },
  ],
  ['system.posix_acl_access', readAcl],
  ['system.posix_acl_default', readAcl],
  ['security.selinux', (value, known) => ({ text: shownBytes(value), note: selinuxNote(shownBytes(value), known) })],
]);

function readAcl(value: Uint8Array, known: string | null): ReturnType<Reader> {
  const text = posixAclText(value);
  return text === null ? { text: shownBytes(value), note: `${known ?? ''} ${BAD_ACL}`.trim() } : { text, note: known };
}

/** `user:role:type:level`; the level may have colons in it. */
function selinuxNote(label: string, known: string | null): string | null {
  const [, type] = /^[^:]+:[^:]+:([\w.-]{1,100})(?::|$)/.exec(label) ?? [];
  return type === undefined ? known : `${known ?? ''} Its type, ${type}, is what the rules are about.`.trim();
}

const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (char) => char.charCodeAt(0));
