import { itemsOf, stringOf } from '../../json/json-access.ts';
import { checkDigest } from '../../oci/digest.ts';
import { countedAgain, checkOf, nounOf, targetOfHex } from '../digest-note.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, Note, NoteContext } from '../key-rule.ts';
import { counted, quoted } from '../plain-words.ts';
import { descriptorRule, ofText } from './descriptor-keys.ts';

/** A path that manifest.json names: which file it is, or that it is not here. */
const pathNote =
  (what: string) =>
  (context: NoteContext): string | null => {
    const written = stringOf(context.node);
    if (written === null) return null;
    const path = context.lookup.pathOf(written);
    if (path === null) return `${what} This file is not in the dump.`;
    const hex = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(path)?.[1];
    const state = hex === undefined ? '' : ` ${countedAgain(checkOf(context, path), `sha256:${hex}`)}`;
    return `${what}${state}`;
  };

const layerPath: Note = (context) => {
  const place =
    typeof context.key === 'number' ? `Layer ${context.key + 1}${context.key === 0 ? ', the base' : ''}.` : 'A layer.';
  return pathNote(place)(context);
};

/** `manifest.json` of a docker save archive. */
export const DOCKER_MANIFEST_RULE: KeyRule = {
  note: (context) =>
    `The entry point of docker load, skopeo and crane: ${counted(itemsOf(context.node).length, 'image')}.`,
  items: {
    note: (context) => `Image ${Number(context.key) + 1}.`,
    keys: keysOf({
      Config: {
        names: 'path',
        note: pathNote('Where the config lies: how to run the image. Its digest is the image ID.'),
      },
      RepoTags: {
        note: (context) =>
          itemsOf(context.node).length === 0
            ? 'No names: the image was saved by its id.'
            : 'Names the image gets when it is loaded.',
        items: {
          note: ofText((text) =>
            /^[^/]*[.:][^/]*\//.test(text)
              ? 'A full name with its registry.'
              : 'A name as typed, without docker.io/library.',
          ),
        },
      },
      Layers: {
        note: (context) =>
          `Where the layers lie, base first. Here ${counted(itemsOf(context.node).length, 'layer')}, in the order of the config’s diff IDs.`,
        items: { names: 'path', note: layerPath },
      },
      Parent: {
        names: 'digest',
        note: 'The image this one was built on, as far as it is in the same dump. Only images of the classic builder have it.',
      },
      LayerSources: {
        note: 'What each layer is called outside Docker, by diff ID. Docker 25 and later write it for every layer, older ones for foreign layers only.',
        others: { ...descriptorRule(layerSourceNote), names: 'key-digest' },
      },
    }),
  },
};

function layerSourceNote(context: NoteContext): string {
  const digest = String(context.key);
  if (!checkDigest(digest).ok) return 'The key must be the diff ID of a layer.';
  const path = context.lookup.pathOfDigest(digest);
  return path === null
    ? 'A layer by its diff ID; its file is not in this dump.'
    : `By its diff ID: ${nounOf(context.lookup, path)}.`;
}

/** `repositories`: name, tag, and the top layer. */
export const REPOSITORIES_RULE: KeyRule = {
  note: 'Names and tags for Docker before 1.10. It does not say where an image came from: a tag given by hand looks the same.',
  others: {
    note: (context) => `An image name as it was typed, ${quoted(String(context.key))}, with its tags.`,
    others: {
      names: 'hex',
      note: (context) => {
        const hex = stringOf(context.node);
        const path = hex === null ? null : targetOfHex(context, hex);
        const start = `Tag ${quoted(String(context.key))} leads to the top layer`;
        if (path === null) return `${start}, which is not in this dump.`;
        return /\/(?:json|layer\.tar)$/.test(path)
          ? `${start}, by the name of its folder (a v1 id, no digest).`
          : `${start}, by the bare digits of its diff ID.`;
      },
    },
  },
};

/** The marker file `oci-layout`. */
export const OCI_LAYOUT_RULE: KeyRule = {
  note: 'The mark of an OCI layout; nothing refers to it.',
  keys: keysOf({ imageLayoutVersion: 'The version of the folder layout. OCI 1.1 images say 1.0.0 too.' }),
};
