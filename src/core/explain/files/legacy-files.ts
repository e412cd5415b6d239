import { member, stringOf } from '../../json/json-access.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { shortDigest } from '../plain-words.ts';
import { SAVERS } from '../saver-words.ts';

/** A blob with Docker's v1 description of a layer: the one that nothing refers to. */
export function explainLegacyBlob({ model, lookup, path, referencedBy }: FileSubject): FileExplanation {
  const proof = lookup.proofOf(path);
  const notes: string[] = [];
  if (referencedBy.length === 0)
    notes.push(
      'Nothing in this dump refers to it, by design. Removing it changes nothing for Docker, containerd, podman or skopeo.',
    );
  if (proof && proof.proof !== 'shape') {
    const image = model.images.length > 1 && proof.image !== null ? ` of image ${proof.image + 1}` : '';
    notes.push(
      `Proved, not guessed: the id inside, ${proof.id.slice(0, 12)}…, was computed again from this file and the chain ID of layer ${proof.layer}${image}, and is equal.`,
    );
    if (proof.proof === 'rebuilt')
      notes.push(
        'The whole file was also rebuilt from the config and the layers alone: the SHA-256 of the result is exactly its name.',
      );
    if (proof.chainId) notes.push(`Chain ID of that layer: ${shortDigest(proof.chainId)}`);
  } else
    notes.push(
      'It has the shape of such a description, but its id fits no layer of this dump. So it only looks like one.',
    );
  return {
    title: proof?.layer ? `Old-style description of layer ${proof.layer}` : 'Old-style layer description',
    sentence:
      'How Docker described one layer before version 1.10 (2016); it is kept so that very old software could load the dump. Exactly: a v1 image JSON, one per layer.',
    writtenBy: 'Docker 25 or later with its classic store, at docker save.',
    readBy: 'Nobody today. Docker before 1.10 would need it, but could not find it in this place.',
    notes,
  };
}

/** `<id>/json`. */
export function explainLegacyJson({ model, document, lookup, path }: FileSubject): FileExplanation {
  const parent = stringOf(member(document?.root, 'parent'));
  const folder = path.slice(0, path.lastIndexOf('/'));
  const id = stringOf(member(document?.root, 'id'));
  const notes: string[] = [];
  if (id !== null)
    notes.push(
      id === folder ? 'The id in it is the name of its folder.' : 'The id in it is not the name of its folder.',
    );
  if (document)
    notes.push(
      parent === null
        ? 'It names no parent: this is the base layer.'
        : lookup.files.has(`${parent}/json`)
          ? 'It names the folder of the layer below as its parent.'
          : 'The parent it names is not in this dump.',
    );
  const early = model.dialect === 'docker-1';
  return {
    title: 'Old-style layer description',
    sentence: `Describes the layer in the same folder, in the form used before Docker 1.10${early ? ', and leads to the layer below it' : ''}. Exactly: a v1 image JSON.`,
    writtenBy: SAVERS[model.dialect],
    readBy: early
      ? 'Docker up to 28, which follows the parents from the top layer down.'
      : 'Docker before 1.10 only. Newer tools go by manifest.json and do not open it.',
    notes,
  };
}

/** `<id>/VERSION`. */
export function explainLegacyVersion({ model }: FileSubject): FileExplanation {
  return {
    title: 'Version of the old layer format',
    sentence:
      'Three characters that say in which form the json beside it is written. Exactly: the text 1.0, the only version there ever was.',
    writtenBy: SAVERS[model.dialect],
    readBy:
      model.dialect === 'docker-1'
        ? 'Docker up to 28; it refuses any other text.'
        : 'Docker before 1.10, and Docker up to 28 when manifest.json is missing.',
    notes: [],
  };
}
