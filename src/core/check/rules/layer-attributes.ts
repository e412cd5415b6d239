import { attributesOfSet, type EntryAttributes } from '../../layer/entry-attributes.ts';
import { decodeName, fromBinary } from '../../bytes/byte-names.ts';
import { entryType } from '../../layer/entry-fields.ts';
import type { LayerEntries } from '../../layer/layer-entries.ts';
import type { Xattr } from '../../tar/tar-entry.ts';
import { defineRule } from '../define-rule.ts';
import { readLayers } from '../image-layers.ts';
import { shownPath } from './layer-entries.ts';

/** Forms and attributes of entries that can be read, but that no engine unpacks, or only one of its drivers understands. */
export const entryAttributes = defineRule({
  codes: ['entry-sparse-gnu', 'entry-xattr-invalid', 'entry-overlay-whiteout'],
  spec: 'moby/go-archive, archive.go and containerd, pkg/archive/tar.go: `unhandled tar header type`; Linux, limits.h, security/commoncap.c and Documentation/filesystems/overlayfs.rst',
  *run(dump) {
    for (const { path: file, index, reading } of readLayers(dump)) {
      const { entries } = reading;
      for (const [entry, fault] of refusedEntries(entries)) {
        const path = shownPath(entries, entry);
        if (fault === 'overlay') {
          yield { code: 'entry-overlay-whiteout', severity: 'warning', path: file, entry: path, args: { index, path } };
        } else if (fault === 'sparse') {
          yield { code: 'entry-sparse-gnu', severity: 'error', path: file, entry: path, args: { index, path } };
        } else {
          const { name, reason } = fault;
          const args = { index, path, name: decodeName(fromBinary(name)), reason };
          yield { code: 'entry-xattr-invalid', severity: 'error', path: file, entry: path, args };
        }
      }
    }
  },
});

type XattrReason = 'name' | 'size' | 'capability';
type Fault = 'sparse' | 'overlay' | { readonly name: string; readonly reason: XattrReason };

/** Attribute sets are few, entries may be millions: only when a set has a fault are entries looked through. */
function* refusedEntries(entries: LayerEntries): Generator<readonly [entry: number, fault: Fault]> {
  const faults = new Map<number, Fault>();
  for (let set = 0; set < entries.attributeEnds.length; set++) {
    const fault = faultOf(attributesOfSet(entries, set));
    if (fault !== null) faults.set(set, fault);
  }
  if (faults.size === 0) return;
  for (let i = 0; i < entries.count; i++) {
    const fault = faults.get(entries.attributeSets[i] ?? 0);
    // A link has no attributes of its own: engines do not write them through it.
    if (fault && (fault === 'sparse' || !isLink(entries, i))) yield [i, fault];
  }
}

const isLink = (entries: LayerEntries, i: number): boolean => {
  const type = entryType(entries, i);
  return type === 'symlink' || type === 'hardlink';
};

function faultOf({ format, sparse, xattrs }: EntryAttributes): Fault | null {
  // The sparse files of pax are read as any file; those of GNU have a type of their own.
  if (sparse && format === 'gnu') return 'sparse';
  const applied = xattrs.filter((xattr) => xattr.applied);
  for (const xattr of applied) {
    const reason = refusal(xattr);
    if (reason !== null) return { name: xattr.name.slice(0, 200), reason };
  }
  return applied.some(({ name }) => hidesLower(name)) ? 'overlay' : null;
}

const OVERLAY = /^(?:trusted|user)\.overlay\./;
/** What the overlay driver notes for itself: without it a folder shows the same. */
const OVERLAY_NOTES = /\.(?:origin|impure|nlink|upper|uuid|protattr)$/;

/** Whether an attribute makes the overlay driver show something else of the layers below than other drivers do. */
const hidesLower = (name: string): boolean => OVERLAY.test(name) && !OVERLAY_NOTES.test(name);

/** XATTR_NAME_MAX and XATTR_SIZE_MAX of Linux. */
const LONGEST_NAME = 255;
const LARGEST_VALUE = 2 ** 16;
const CAPABILITY = 'security.capability';

function refusal({ name, value }: Xattr): XattrReason | null {
  if (name === '' || name.length > LONGEST_NAME) return 'name';
  if (value.length > LARGEST_VALUE) return 'size';
  return name === CAPABILITY && !isCapability(value) ? 'capability' : null;
}

/** As the kernel takes it: revision 2 in 20 bytes, or revision 3 in 24. @see linux/capability.h, vfs_cap_data */
const isCapability = (value: Uint8Array): boolean =>
  (value.length === 20 && value[3] === 2) || (value.length === 24 && value[3] === 3);
