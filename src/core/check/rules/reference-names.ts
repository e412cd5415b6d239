import { itemsOf, member, stringOf } from '../../json/json-access.ts';
import { groupBy } from '../group-by.ts';
import { defineRule } from '../define-rule.ts';
import { annotationOf } from '../descriptor-sites.ts';

const REF_NAME = 'org.opencontainers.image.ref.name';
const FULL_NAME = 'io.containerd.image.name';

/** Components of letters and digits, joined by single separators or `--`, and by slashes. */
const GRAMMAR = /^[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*(?:\/[A-Za-z0-9]+(?:(?:[-._:@+]|--)[A-Za-z0-9]+)*)*$/;
/** Longer names are refused unread; the longest a registry takes is 255 and a tag. */
const LONGEST_NAME = 1024;

/** Names in index.json fit the grammar, and one name means one image. */
export const referenceNames = defineRule({
  codes: ['ref-name-duplicate', 'ref-name-invalid'],
  spec: 'OCI image-spec, annotations.md, "org.opencontainers.image.ref.name"',
  *run(dump) {
    const path = 'index.json';
    const entries = itemsOf(member(dump.documentOf(path)?.root, 'manifests')).map((node, i) => ({
      pointer: `/manifests/${i}/annotations/${REF_NAME}`,
      name: annotationOf(node, REF_NAME),
      fullName: annotationOf(node, FULL_NAME),
      digest: stringOf(member(node, 'digest')),
    }));
    for (const { name: value, pointer } of entries) {
      if (value === null || (value.length <= LONGEST_NAME && GRAMMAR.test(value))) continue;
      yield {
        code: 'ref-name-invalid',
        severity: 'warning',
        path,
        pointer,
        args: { value: value.slice(0, LONGEST_NAME) },
      };
    }
    // The tag alone may repeat: containerd's exporter writes it beside the full name, which tells the images apart.
    const keyOf = ({ name, fullName }: (typeof entries)[number]): string | null =>
      name === null && fullName === null ? null : JSON.stringify([name, fullName]);
    for (const group of groupBy(entries, keyOf).values()) {
      const digests = [...new Set(group.flatMap(({ digest }) => digest ?? []))];
      const first = group[0];
      if (!first || digests.length < 2) continue;
      const args = { name: first.fullName ?? first.name ?? '', digests };
      yield { code: 'ref-name-duplicate', severity: 'warning', path, args };
    }
  },
});
