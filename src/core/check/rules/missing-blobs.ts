import { defineRule } from '../define-rule.ts';
import { legallyAbsent, missingBlobs, platformsOf } from '../missing-blobs.ts';
import { sameButForCase } from '../same-but-for-case.ts';

/** Every blob that an image needs is there, under its own name. */
export const neededBlobs = defineRule({
  codes: ['blob-missing', 'blob-renamed', 'name-case-differs'],
  spec: 'OCI image-spec, image-layout.md, "Blobs"; all readers but containerd look by name',
  *run(dump) {
    const otherCase = sameButForCase(dump.files.keys());
    for (const [path, reference] of missingBlobs(dump)) {
      const digest = reference.digest ?? '';
      const found = dump.pathOfContent(digest);
      const have = otherCase.get(path.toLowerCase());
      // The same name: something is there that is no file, for example a folder.
      if (have !== undefined && have !== path) {
        yield { code: 'name-case-differs', severity: 'error', path, args: { want: path, have } };
      } else if (found !== null) {
        yield { code: 'blob-renamed', severity: 'error', path: found, digest, args: { digest, path: found } };
      } else {
        const args = { digest, role: reference.relation, referrer: reference.from, size: reference.size };
        yield { code: 'blob-missing', severity: 'error', path, digest, args };
      }
    }
  },
});

/** Platforms of an index that are not in the dump, whole or in part. */
export const absentPlatforms = defineRule({
  codes: ['platform-not-included', 'platform-incomplete'],
  spec: 'OCI image-spec, image-index.md; containerd, core/images/archive/exporter.go (skips what was never pulled)',
  *run(dump) {
    const isLegal = legallyAbsent(dump);
    const sizes = new Map<string, number>();
    for (const absent of dump.model.absentPlatforms) {
      const { platform, digest, missing, indexPath: path, pointer } = absent;
      if (!sizes.has(path)) sizes.set(path, platformsOf(dump, path).length);
      if (isLegal(absent)) {
        yield { code: 'platform-not-included', severity: 'note', path, pointer, digest, args: { platform, digest } };
      } else if (absent.partial && (sizes.get(path) ?? 0) > 1) {
        // With one platform only, blob-missing has said it all.
        yield { code: 'platform-incomplete', severity: 'error', path, pointer, digest, args: { platform, missing } };
      }
    }
  },
});
