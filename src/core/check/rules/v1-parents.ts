import { readLegacyV1 } from '../../oci/legacy-v1.ts';
import { defineRule } from '../define-rule.ts';

/** Each layer folder of Docker's first format leads over its parents to a base. */
export const v1Parents = defineRule({
  codes: ['v1-parent-broken'],
  spec: 'moby (until 28), image/tarexport/load.go, legacyLoad',
  *run(dump) {
    const parents = new Map<string, string | null>();
    for (const { path, role } of dump.model.files) {
      const document = role === 'legacy-layer-json' ? dump.documentOf(path) : undefined;
      if (document?.root) parents.set(path.slice(0, -'/json'.length), readLegacyV1(document).parent);
    }
    // With a manifest.json beside them nobody follows the folders any more.
    const severity = dump.model.dialect === 'docker-1' ? 'error' : 'warning';
    const sound = new Set<string>();
    for (const start of parents.keys()) {
      const chain: string[] = [];
      const open = new Set<string>();
      for (let id: string | null = start; id !== null && !sound.has(id);) {
        open.add(id);
        chain.push(id);
        const parent: string | null = parents.get(id) ?? null;
        if (parent !== null && !sound.has(parent) && (open.has(parent) || !parents.has(parent))) {
          const path = `${id}/json`;
          yield {
            code: 'v1-parent-broken',
            severity,
            path,
            pointer: '/parent',
            args: { id, parent: parent.slice(0, 200) },
          };
          break;
        }
        id = parent;
      }
      for (const id of chain) sound.add(id); // told or whole: not walked again
    }
  },
});

/** SHA-256 of `Directory Transport Version: 1.1` and a line end, the only text ever written. */
const DIR_VERSION = 'sha256:c08ff8b68add15153b4fa2ca4ab4e70a6068f4d28286145b60636da0b374c9a4';

/** The version file of a `dir:` copy says the one version there is. */
export const dirVersion = defineRule({
  codes: ['dir-version-unknown'],
  spec: 'containers/image, directory/directory_dest.go',
  *run(dump) {
    for (const { path, role } of dump.model.files) {
      const computed = role === 'skopeo-version' ? dump.computedDigest(path) : null;
      if (computed === null || computed === DIR_VERSION) continue;
      const bytes = dump.documentOf(path)?.bytes.subarray(0, 200);
      const value = bytes ? new TextDecoder().decode(bytes).trim() : '';
      yield { code: 'dir-version-unknown', severity: 'warning', path, args: { value } };
    }
  },
});
