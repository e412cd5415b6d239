import { stringOf, member, itemsOf } from '../../json/json-access.ts';
import type { FileExplanation, FileSubject } from '../file-explanation.ts';
import { counted, quoted } from '../plain-words.ts';
import { SAVERS } from '../saver-words.ts';

const hasFile = ({ lookup }: FileSubject, path: string): boolean => lookup.files.has(path);

/** `index.json`. */
export function explainIndexJson(subject: FileSubject): FileExplanation {
  const { model, lookup, path } = subject;
  const entries = [...lookup.referencesFrom(path)].filter(({ relation }) => relation === 'manifest').length;
  const notes: string[] = [];
  if (model.dialect === 'docker-25')
    notes.push('Docker writes one entry for each tag; two tags of one image name the same manifest twice.');
  if (model.dialect === 'containerd')
    notes.push(
      'Its annotations can say from which registry the content was pulled (containerd.io/distribution.source).',
    );
  if (!hasFile(subject, 'oci-layout'))
    notes.push('The file oci-layout beside it is missing, so strict tools do not take this for a layout.');
  if (hasFile(subject, 'manifest.json'))
    notes.push('manifest.json names the same content for tools that read Docker’s own format.');
  return {
    title: 'Index: entry point of the layout',
    sentence: `The list with which OCI tools start: it has ${counted(entries, 'entry', 'entries')}, each naming an image or a further list, with its tag. Exactly: an OCI image index in the fixed place index.json.`,
    writtenBy: SAVERS[model.dialect],
    readBy:
      'containerd (ctr, nerdctl, Docker with the containerd store), podman, skopeo oci:, umoci, crane. Docker’s classic store does not open it.',
    notes,
  };
}

/** Docker's `manifest.json`. */
export function explainDockerManifest(subject: FileSubject): FileExplanation {
  const { model } = subject;
  const count =
    itemsOf(subject.document?.root).length ||
    model.images.filter(({ entryPoints }) => entryPoints.includes(subject.path)).length;
  const notes: string[] = ['Despite its name it is no OCI manifest: it names files by path, not by digest and size.'];
  if (model.dialect === 'docker-25')
    notes.push(
      'LayerSources repeats digest, size and type of every layer; Docker needs it only for layers that are fetched from a vendor.',
    );
  if (model.dialect === 'containerd' || model.dialect === 'buildkit-docker')
    notes.push(
      'For an image with several platforms it names one of them only: the one that fitted the machine that saved it.',
    );
  return {
    title: 'List of images for docker load',
    sentence: `The list with which docker load starts: for ${count > 0 ? counted(count, 'image') : 'each image'} it names the config, the layers and the tags. Exactly: Docker’s archive manifest, an array of Config, RepoTags and Layers.`,
    writtenBy: SAVERS[model.dialect],
    readBy:
      'docker load with the classic store, podman load, skopeo docker-archive:, crane. containerd turns to it only where oci-layout is missing.',
    notes,
  };
}

/** `repositories`. */
export function explainRepositories({ model, document }: FileSubject): FileExplanation {
  const early = model.dialect === 'docker-1';
  const bare = model.dialect === 'docker-25';
  const notes = [
    'It does not say where the image came from. Names are as they were typed; a tag given by hand and a tag that was pulled look the same.',
    bare
      ? 'The digits behind a tag are the diff ID of the last layer, which is also that layer’s file name in blobs/sha256.'
      : 'The digits behind a tag are the v1 id of the last layer, which is the name of its folder; they are no digest of a file.',
  ];
  if (document?.root?.kind === 'object' && document.root.members.length === 0)
    notes.push('Here it is empty: the image was saved without a name. skopeo and podman write the file all the same.');
  return {
    title: 'List of names and tags',
    sentence: `Says which name and tag stand for which image, by the last layer of its stack. ${early ? 'In this old format it is the only entry point.' : 'It is kept for Docker before 1.10, which knew no manifest.json.'}`,
    writtenBy: SAVERS[model.dialect],
    readBy: early
      ? 'Docker up to 28. Docker 29, containerd, podman and skopeo cannot read this format.'
      : 'Docker before 1.10, and Docker up to 28 when manifest.json is missing. Nobody else.',
    notes,
  };
}

/** `oci-layout`. */
export function explainOciLayout({ model, file, document }: FileSubject): FileExplanation {
  const version = stringOf(member(document?.root, 'imageLayoutVersion'));
  const notes = ['OCI 1.1 did not raise the number: 1.0.0 is right for both.'];
  if (version !== null && version !== '1.0.0')
    notes.unshift(`It says ${quoted(version)}, and no such version exists; containerd and umoci refuse it.`);
  if (file?.size === 31)
    notes.push(
      model.dialect === 'docker-25'
        ? '31 bytes, with a blank behind the colon: this is how Docker’s own save code writes it. containerd writes 30 bytes.'
        : '31 bytes, with a blank behind the colon: so wrote skopeo, podman, buildah and umoci for years, and Docker’s own save code does. containerd writes 30 bytes.',
    );
  if (file?.size === 30)
    notes.push(
      '30 bytes, without a blank: this is how containerd and most tools write it. Docker’s own save code writes 31.',
    );
  if (file?.size === 37)
    notes.push('37 bytes, over three lines: this is how crane, ko and others made with go-containerregistry write it.');
  return {
    title: 'Mark of an OCI layout',
    sentence:
      'A marker: it says that this folder is laid out by the OCI rules, and by which version. Nothing refers to it, and it names no file.',
    writtenBy: SAVERS[model.dialect],
    readBy:
      'containerd and umoci look at it first and refuse the layout without it. skopeo, crane and Docker’s classic store never open it.',
    notes,
  };
}

/** `version` of a `dir:` copy. */
export function explainSkopeoVersion(): FileExplanation {
  return {
    title: 'Version of the folder copy',
    sentence:
      'One line of text that says in which form skopeo or podman copied an image into this folder. Exactly: “Directory Transport Version: 1.1”.',
    writtenBy: 'skopeo or podman, when copying to a folder (dir:).',
    readBy: 'skopeo, to refuse overwriting a folder that is not its own; when reading an image it does not open it.',
    notes: ['The digest of the image is that of manifest.json beside it.'],
  };
}
