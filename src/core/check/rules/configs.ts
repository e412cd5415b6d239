import { isAbsent, itemsOf, member, stringOf } from '../../json/json-access.ts';
import { readConfig } from '../../oci/config.ts';
import { defineRule } from '../define-rule.ts';

/** What every image config must hold. Configs of attestations and artifacts follow other rules. */
export const configs = defineRule({
  codes: ['config-invalid', 'rootfs-type-wrong', 'config-platform-missing', 'history-count-mismatch', 'env-malformed'],
  spec: 'OCI image-spec, config.md, "Properties"; moby, daemon/internal/image/image.go and store.go',
  *run({ model, documents }) {
    for (const { path, role } of model.files) {
      const document = role === 'image-config' ? documents.get(path) : undefined;
      if (!document?.root) continue; // no JSON: json-invalid
      const invalid = (reason: string) =>
        ({ code: 'config-invalid', severity: 'error', path, args: { path, reason } }) as const;
      if (document.root.kind !== 'object') {
        yield invalid('not-object');
        continue;
      }
      const rootfs = member(document.root, 'rootfs');
      if (isAbsent(rootfs)) yield invalid('no-rootfs');
      const view = readConfig(document);
      for (const field of ['os', 'architecture'] as const) {
        if (!isAbsent(member(document.root, field)) && view[field] !== '') continue;
        yield { code: 'config-platform-missing', severity: 'error', path, pointer: `/${field}`, args: { field } };
      }
      if (!isAbsent(rootfs) && view.rootfsType !== 'layers' && rootfs?.kind === 'object') {
        const value = view.rootfsType ?? '';
        yield {
          code: 'rootfs-type-wrong',
          severity: 'error',
          path,
          pointer: '/rootfs/type',
          args: { value: value.slice(0, 200) },
        };
      }
      const have = view.history?.filter(({ emptyLayer }) => !emptyLayer).length ?? 0;
      const want = itemsOf(member(rootfs, 'diff_ids')).length;
      if (view.history && view.history.length > 0 && have !== want) {
        yield { code: 'history-count-mismatch', severity: 'warning', path, pointer: '/history', args: { want, have } };
      }
      for (const [i, item] of itemsOf(member(member(document.root, 'config'), 'Env')).entries()) {
        const value = stringOf(item);
        if (value === null || value.indexOf('=') > 0) continue;
        const args = { value: value.slice(0, 200) };
        yield { code: 'env-malformed', severity: 'warning', path, pointer: `/config/Env/${i}`, args };
      }
    }
  },
});
