import { INDEX_DEPTH } from '../../limits.ts';
import { defineRule } from '../define-rule.ts';
import { groupBy } from '../group-by.ts';

/** An index that reaches itself can exist only with a broken digest; readers that recurse do not come back. */
export const indexCycles = defineRule({
  codes: ['index-self-reference'],
  spec: 'OCI image-spec, image-index.md: nested indexes; containerd and go-containerregistry recurse',
  *run({ model }) {
    const manifests = groupBy(
      model.references.filter(({ relation, path }) => relation === 'manifest' && path !== null),
      ({ from }) => from,
    );
    const done = new Set<string>();
    for (const start of manifests.keys()) {
      // Depth first with its own stack: a hostile dump decides how deep it goes.
      const stack = [{ path: start, next: 0 }];
      const open = new Set([start]);
      while (stack.length > 0) {
        const top = stack.at(-1);
        if (!top) break;
        const target = manifests.get(top.path)?.[top.next]?.path;
        top.next += 1;
        if (target === undefined || target === null) {
          stack.pop();
          open.delete(top.path);
          done.add(top.path);
        } else if (open.has(target) || stack.length > INDEX_DEPTH) {
          if (!done.has(`cycle ${target}`)) {
            done.add(`cycle ${target}`);
            yield { code: 'index-self-reference', severity: 'error', path: top.path, args: { path: top.path } };
          }
        } else if (!done.has(target) && manifests.has(target)) {
          stack.push({ path: target, next: 0 });
          open.add(target);
        }
      }
    }
  },
});

/** index.json may name an index; one that names a further index is legal, but podman and skopeo go only one step down. */
export const nestedIndexes = defineRule({
  codes: ['index-nested-deep'],
  spec: 'OCI image-spec, image-index.md: nested indexes; containers/image, image/docker_list.go: one list, then an image',
  *run({ model, files }) {
    const told = new Set<string>();
    for (const { from, path, relation } of model.references) {
      if (relation !== 'manifest' || path === null || path === from || told.has(from)) continue;
      if (files.get(from)?.role !== 'image-index' || files.get(path)?.role !== 'image-index') continue;
      told.add(from);
      yield { code: 'index-nested-deep', severity: 'note', path: from, args: { path: from } };
    }
  },
});
