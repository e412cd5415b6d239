import { ANNOTATION_PREFIXES, ANNOTATIONS } from './annotation-table.ts';

/**
 * What an annotation or label means. Keys are foreign: what is not known is said to be the publisher's own.
 * @param kind labels reach the running container's metadata, annotations stay with the image's files
 */
export function annotationNote(key: string, kind: 'annotation' | 'label' = 'annotation'): string {
  const known = ANNOTATIONS.get(key);
  if (known) return known;
  for (const [prefix, note] of ANNOTATION_PREFIXES) if (key.startsWith(prefix)) return note;
  return kind === 'label'
    ? 'A label that the publisher chose; it changes nothing in how the image runs.'
    : 'A remark that the publisher’s tool chose; tools that do not know it pass over it.';
}
