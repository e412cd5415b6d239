import type { DumpModel, FileRole } from '../../core/dump/dump-model.ts';

const READ_FIRST: readonly FileRole[] = [
  'index',
  'docker-manifest',
  'image-manifest',
  'image-index',
  'repositories',
  'artifact-manifest',
];

/** Where reading a dump begins: its entry point, else its first file; null for a dump without files. */
export function firstFile({ files }: DumpModel): string | null {
  for (const role of READ_FIRST) {
    const first = files.find((file) => file.role === role);
    if (first) return first.path;
  }
  return files[0]?.path ?? null;
}
