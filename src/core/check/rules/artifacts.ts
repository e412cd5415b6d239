import { isAbsent, member, stringOf } from '../../json/json-access.ts';
import { defineRule } from '../define-rule.ts';
import { sitesOf } from '../descriptor-sites.ts';
import { shapedDocuments } from '../document-shape.ts';
import { EMPTY_MEDIA_TYPE } from './descriptor-content.ts';

/** An artifact says what it is, and what it belongs to is at hand. */
export const artifacts = defineRule({
  codes: ['artifact-type-missing', 'artifact-manifest-withdrawn', 'subject-missing'],
  spec: 'OCI image-spec 1.1, manifest.md, properties "artifactType" and "subject"',
  *run(dump) {
    for (const shaped of shapedDocuments(dump, 'manifest', 'artifact-manifest', 'index')) {
      const { path } = shaped.file;
      const { root } = shaped.document;
      if (shaped.shape === 'artifact-manifest') {
        yield { code: 'artifact-manifest-withdrawn', severity: 'note', path, args: { path } };
      }
      const configType = stringOf(member(member(root, 'config'), 'mediaType'));
      const artifactType = member(root, 'artifactType');
      if (configType === EMPTY_MEDIA_TYPE && (isAbsent(artifactType) || stringOf(artifactType) === '')) {
        yield { code: 'artifact-type-missing', severity: 'error', path, args: { path } };
      }
      for (const { list, pointer, digest } of sitesOf(shaped)) {
        if (list !== 'subject' || digest === null) continue;
        const target = dump.referenceTo(path, digest);
        if (!target || target.present || target.path === null) continue;
        yield { code: 'subject-missing', severity: 'note', path, pointer, digest, args: { digest, referrer: path } };
      }
    }
  },
});
