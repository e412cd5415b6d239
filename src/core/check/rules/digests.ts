import { itemsOf, member, membersOf, stringOf } from '../../json/json-access.ts';
import { pointerOf } from '../../json/json-pointer.ts';
import { nearestDigest } from '../../oci/digest-distance.ts';
import { checkDigest } from '../../oci/digest.ts';
import type { HashAlgorithm } from '../../bytes/hasher.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf, descriptorSites, targetPath } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';

/** A digest as written, and where. */
interface DigestSite {
  readonly path: string;
  readonly pointer: string;
  readonly value: string;
}

/** Digests are well formed wherever one must stand, and of an algorithm that engines read. */
export const digests = defineRule({
  codes: ['digest-malformed', 'digest-algorithm-unsupported'],
  spec: 'OCI image-spec, descriptor.md, "Digests" and "Registered algorithms"; opencontainers/go-digest',
  *run(dump) {
    const told = new Set<string>();
    for (const { path, pointer, value } of digestSites(dump)) {
      const checked = checkDigest(value);
      if (!checked.ok) {
        const { reason, place } = checked;
        const nearest = nearestDigest(value, dump.presentDigests);
        const args = { pointer, value: value.slice(0, 256), reason, place, nearest };
        yield { code: 'digest-malformed', severity: 'error', path, pointer, args };
      } else if (checked.algorithm !== 'sha256' && !told.has(value)) {
        told.add(value);
        const { algorithm } = checked;
        const target = targetPath(dump, { file: { path }, digest: value });
        const checkedHere = isComputed(algorithm) && target !== null && dump.computedDigest(target, algorithm) !== null;
        const args = { value, algorithm, checked: checkedHere };
        yield { code: 'digest-algorithm-unsupported', severity: 'warning', path, pointer, digest: value, args };
      }
    }
  },
});

const isComputed = (algorithm: string): algorithm is HashAlgorithm =>
  algorithm === 'sha384' || algorithm === 'sha512' || algorithm === 'blake3';

function* digestSites(dump: CheckedDump): Generator<DigestSite> {
  for (const { file, pointer, node, digest } of descriptorSites(dump)) {
    const { path } = file;
    if (digest !== null) yield { path, pointer: `${pointer}/digest`, value: digest };
    const attested = annotationOf(node, 'vnd.docker.reference.digest');
    if (attested !== null) {
      yield { path, pointer: `${pointer}/annotations/vnd.docker.reference.digest`, value: attested };
    }
  }
  for (const { file, document } of shapedDocuments(dump, 'config')) {
    for (const [i, item] of itemsOf(member(member(document.root, 'rootfs'), 'diff_ids')).entries()) {
      const value = stringOf(item);
      if (value !== null) yield { path: file.path, pointer: `/rootfs/diff_ids/${i}`, value };
    }
  }
  for (const { file, document } of shapedDocuments(dump, 'docker-manifest')) {
    for (const [i, entry] of itemsOf(document.root).entries()) {
      for (const { key, value } of membersOf(member(entry, 'LayerSources'))) {
        const pointer = pointerOf(`/${i}/LayerSources`, key.value);
        yield { path: file.path, pointer, value: key.value };
        const digest = stringOf(member(value, 'digest'));
        if (digest !== null) yield { path: file.path, pointer: `${pointer}/digest`, value: digest };
      }
    }
  }
}
