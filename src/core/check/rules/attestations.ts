import { itemsOf, member, stringOf } from '../../json/json-access.ts';
import { checkDigest } from '../../oci/digest.ts';
import { kindOfDocument } from '../../oci/document-kind.ts';
import type { CheckedDump } from '../checked-dump.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf, sitesOf, targetPath } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';

/** An attestation is about an image of its own index, and its statement says the same. */
export const attestations = defineRule({
  codes: ['attestation-subject-missing', 'attestation-subject-mismatch'],
  spec: 'moby/buildkit, docs/attestations/attestation-storage.md; in-toto Statement v0.1 and v1, field "subject"',
  *run(dump) {
    for (const shaped of shapedDocuments(dump, 'index')) {
      const { path } = shaped.file;
      const sites = sitesOf(shaped).filter(({ list }) => list === 'manifests');
      const listed = new Set(sites.map(({ digest }) => digest));
      for (const site of sites) {
        const digest = annotationOf(site.node, 'vnd.docker.reference.digest');
        if (digest === null || !checkDigest(digest).ok) continue;
        if (!listed.has(digest)) {
          yield {
            code: 'attestation-subject-missing',
            severity: 'warning',
            path,
            pointer: site.pointer,
            digest,
            args: { digest },
          };
        }
        const manifest = targetPath(dump, site);
        if (manifest === null) continue;
        for (const statement of statementsOf(dump, manifest)) {
          const have = otherSubject(dump, statement, digest);
          if (have === null) continue;
          const args = { want: digest, have };
          yield {
            code: 'attestation-subject-mismatch',
            severity: 'warning',
            path: statement,
            pointer: '/subject',
            args,
          };
        }
      }
    }
  },
});

function statementsOf(dump: CheckedDump, manifest: string): string[] {
  const paths = (dump.referencesFrom.get(manifest) ?? []).flatMap(({ path, present }) =>
    path !== null && present ? [path] : [],
  );
  return [...new Set(paths)].filter((path) => {
    const document = dump.documentOf(path);
    return document !== undefined && kindOfDocument(document) === 'statement';
  });
}

/** @returns the digest a statement speaks of when none of its subjects is the image; null when it fits or names none */
function otherSubject(dump: CheckedDump, statement: string, digest: string): string | null {
  const subjects = itemsOf(member(dump.documentOf(statement)?.root, 'subject')).flatMap((subject) => {
    const hex = stringOf(member(member(subject, 'digest'), 'sha256'));
    return hex === null ? [] : [`sha256:${hex.slice(0, 128)}`];
  });
  return subjects.length === 0 || subjects.includes(digest) ? null : (subjects[0] ?? null);
}
