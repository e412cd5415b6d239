import { itemsOf, membersOf, stringOf } from '../../json/json-access.ts';
import { annotationNote } from '../annotation-note.ts';
import { digestNote, diffIdNote, sizeNote } from '../digest-note.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, Note, NoteContext } from '../key-rule.ts';
import { mediaTypeNote } from '../media-type-note.ts';
import { counted, createdInWords } from '../plain-words.ts';

/** A note made from the text of a value; none for what is no text. */
export const ofText =
  (say: (text: string) => string | null) =>
  (context: NoteContext): string | null => {
    const text = stringOf(context.node);
    return text === null ? null : say(text);
  };

export const created: Note = (context) => ofText(createdInWords)(context) ?? 'No date was recorded.';
export const mediaType: Note = ofText(mediaTypeNote);

/** "…: 3 entries." for a list or an object, with another text for an empty one. */
export const countedNote =
  (text: string, one: string, many: string, empty: string): Note =>
  (context) => {
    const count = context.node.kind === 'object' ? membersOf(context.node).length : itemsOf(context.node).length;
    return count === 0 ? empty : `${text} Here ${counted(count, one, many)}.`;
  };

/** The value of an annotation that is itself a digest gets what it names behind the meaning of its key. */
const annotation =
  (kind: 'annotation' | 'label'): Note =>
  (context) => {
    const meaning = annotationNote(String(context.key), kind);
    if (/\.created$/.test(String(context.key))) {
      const text = stringOf(context.node);
      return text === null ? meaning : `${meaning} ${createdInWords(text)}`;
    }
    return meaning;
  };

const digestAnnotation = (key: string): KeyRule => ({
  names: 'digest',
  note: (context) => [annotationNote(key), digestNote(context)].filter((text) => text !== null).join(' '),
});

export const ANNOTATIONS_RULE: KeyRule = {
  note: countedNote('Remarks by key, for tools and people.', 'remark', 'remarks', 'No remarks.'),
  keys: keysOf({
    'vnd.docker.reference.digest': digestAnnotation('vnd.docker.reference.digest'),
    'io.containerd.manifest.subject': digestAnnotation('io.containerd.manifest.subject'),
    'config.digest': digestAnnotation('config.digest'),
  }),
  others: { note: annotation('annotation') },
};

export const LABELS_RULE: KeyRule = {
  note: countedNote('Labels: remarks by key that containers of this image carry too.', 'label', 'labels', 'No labels.'),
  others: { note: annotation('label') },
};

export const PLATFORM_KEYS = keysOf({
  architecture: ofText((text) =>
    text === 'unknown'
      ? 'unknown: not to be run. BuildKit marks attestations so.'
      : 'The kind of processor, in Go’s words: amd64 is what others call x86-64.',
  ),
  os: ofText((text) =>
    text === 'unknown'
      ? 'unknown: not to be run. BuildKit marks attestations so.'
      : 'The operating system whose programs are in it.',
  ),
  variant: 'The version of the processor family, where it matters: v7 or v8 for ARM.',
  'os.version': 'The version of Windows it needs; other systems have none.',
  'os.features': { note: 'Parts of the operating system it needs, such as win32k.', items: {} },
  features: { note: 'Reserved by the specification, of no use.', items: {} },
});

export const PLATFORM_RULE: KeyRule = {
  note: 'For which machine it is, so that tools can choose.',
  keys: PLATFORM_KEYS,
};

/** The rule of a descriptor. @param note what the reference as a whole is */
export function descriptorRule(note: Note, names: 'digest' | 'diff-id' = 'digest'): KeyRule {
  return {
    note,
    keys: keysOf({
      mediaType,
      digest: { names, note: names === 'digest' ? (context) => digestNote(context) : diffIdNote },
      size: sizeNote,
      platform: PLATFORM_RULE,
      annotations: ANNOTATIONS_RULE,
      artifactType: ofText((text) => `What kind of artifact the file it names is: ${lower(mediaTypeNote(text))}`),
      data: 'The content itself, in base64, so that it need not be fetched. It must be byte for byte what the digest names.',
      urls: {
        note: 'Where the content can be fetched from as well.',
        items: { note: 'An address; nothing is fetched from it here.' },
      },
    }),
  };
}

export const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
