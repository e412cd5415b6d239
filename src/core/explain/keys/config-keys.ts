import { booleanOf, itemsOf, member, stringOf } from '../../json/json-access.ts';
import type { JsonDocument, JsonNode } from '../../json/json-node.ts';
import { diffIdNote } from '../digest-note.ts';
import { historyStepNote } from '../history-step-note.ts';
import { keysOf } from '../key-rule.ts';
import type { KeyRule, NoteContext } from '../key-rule.ts';
import { counted } from '../plain-words.ts';
import { created, ofText, PLATFORM_KEYS } from './descriptor-keys.ts';
import { RUN_CONFIG_KEYS } from './run-config-keys.ts';

const layersByStep = new WeakMap<JsonDocument, ReadonlyMap<JsonNode, number>>();

/** Layer numbers of the history entries that made one; counted once per document. */
function layerOfStep(document: JsonDocument, step: JsonNode): number | null {
  let layers = layersByStep.get(document);
  if (!layers) {
    const map = new Map<JsonNode, number>();
    for (const entry of itemsOf(member(document.root, 'history'))) {
      if (booleanOf(member(entry, 'empty_layer')) !== true) map.set(entry, map.size + 1);
    }
    layersByStep.set(document, (layers = map));
  }
  return layers.get(step) ?? null;
}

function stepNote({ document, node, key }: NoteContext): string {
  const layer = layerOfStep(document, node);
  return `Step ${Number(key) + 1}: ${layer === null ? 'changed settings only, made no layer' : `made layer ${layer}`}.`;
}

const HISTORY: KeyRule = {
  note: (context) =>
    context.node.kind === 'array'
      ? `How the image was made, first step first: ${counted(context.node.items.length, 'step')}. Steps that made a layer stand in the order of the layers.`
      : null,
  items: {
    note: stepNote,
    keys: keysOf({
      created,
      created_by: ofText(historyStepNote),
      author: 'Who wrote this step.',
      comment: ofText((text) => {
        if (text === 'buildkit.dockerfile.v0') return 'Written by BuildKit from a Dockerfile.';
        if (text.startsWith('Imported from')) return 'Made by docker import from a file tree, without a history.';
        if (text.startsWith('FROM ')) return 'The image this was built on, as podman or buildah notes it.';
        return 'A remark by the tool or person that made this step.';
      }),
      empty_layer: (context) =>
        booleanOf(context.node) === true ? 'This step made no layer.' : 'This step made a layer.',
    }),
  },
};

const ROOTFS: KeyRule = {
  note: 'The file system: which layers, in which order.',
  keys: keysOf({
    type: 'Always layers.',
    diff_ids: {
      note: (context) =>
        context.node.kind === 'array'
          ? `The layers by their unpacked content, base first: ${counted(context.node.items.length, 'diff ID')}. They stay the same however the layers are packed.`
          : null,
      items: { names: 'diff-id', note: diffIdNote },
    },
  }),
};

/** Keys at the top of image configs of OCI and Docker. */
const CONFIG_KEYS: ReadonlyMap<string, KeyRule> = new Map([
  ...PLATFORM_KEYS,
  ...keysOf({
    created,
    author: 'Who made the image.',
    config: { note: 'How containers of this image start.', keys: RUN_CONFIG_KEYS },
    rootfs: ROOTFS,
    history: HISTORY,
    container: 'Docker: id of the container in which the last step was built. It is long gone.',
    container_config: {
      note: 'Docker: settings of the container that built the last step. Nothing reads them to run the image.',
      keys: RUN_CONFIG_KEYS,
    },
    docker_version: 'Docker: which version built the image.',
    parent: 'Docker: the image this was built on, on the machine that built it. Pulled images have none.',
    id: 'Docker: an id from before 1.10.',
    comment: 'A remark by who made the image.',
    Size: 'Docker: bytes of this layer alone, counted before 1.10.',
    throwaway: 'Docker: this step made no layer; a mark in old manifests.',
    'moby.buildkit.cache.v0':
      'BuildKit: a build cache inside the image (base64), so that a later build can reuse its layers.',
    'moby.buildkit.buildinfo.v1': 'BuildKit: which sources the build used (base64 of JSON); older versions wrote it.',
  }),
]);

/** Image configs of OCI and Docker. */
export const CONFIG_RULE: KeyRule = {
  note: ({ role }) =>
    role === 'attestation'
      ? 'A config only in form: it lists the statements where an image lists layers.'
      : 'How to run the image, which layers it is made of, and how it came to be.',
  keys: CONFIG_KEYS,
};

/** Docker's description of one layer from before 1.10. */
export const LEGACY_V1_RULE: KeyRule = {
  note: 'Docker’s description of one layer, in the form used before 1.10 (2016).',
  keys: new Map([
    ...CONFIG_KEYS,
    ...keysOf({
      id: {
        note: ({ document, lookup }) => {
          const proof = lookup.proofOf(document.path);
          if (proof === null || proof.proof === 'shape')
            return 'The id of the layer in that form. It is not the digest of any file.';
          return `The id of layer ${proof.layer} in that form, not the digest of any file. Computed again from this file and the layer’s chain ID: equal.`;
        },
      },
      parent: {
        names: 'hex',
        note: ({ node, lookup }) =>
          `The id of the layer below.${stringOf(node) !== null && lookup.pathOfHex(stringOf(node) ?? '') === null ? ' Its description is not in this dump.' : ''}`,
      },
      os: 'The operating system. Docker adds it after the id was computed, except for the top layer.',
      comment: 'A remark by who made the image.',
      config: { note: 'How containers start; only the top layer repeats the image’s settings.', keys: RUN_CONFIG_KEYS },
      container_config: {
        note: 'Settings of the container that built this layer. In layers below the top they are all empty.',
        keys: RUN_CONFIG_KEYS,
      },
      author: 'Who made the image.',
    }),
  ]),
};
