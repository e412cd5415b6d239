import type { FileRole } from '../dump/dump-model.ts';
import { pointerTokens } from '../json/json-pointer.ts';
import { parseJson } from '../json/parse-json.ts';
import { annotationNote } from './annotation-note.ts';
import type { KeyRule } from './key-rule.ts';
import { ruleOfDocument } from './keys/document-rule.ts';

const NOTHING = parseJson('', new Uint8Array());

/**
 * What a key means in general, without a document at hand: for searching and for help.
 * @returns null for an unknown key, and for one whose note depends on the values around it
 */
export function keyNote(role: FileRole, pointer: string): string | null {
  let rule: KeyRule | undefined = ruleOfDocument(NOTHING, role);
  const tokens = pointerTokens(pointer);
  for (const token of tokens)
    rule = rule?.keys?.get(token) ?? (/^\d+$/.test(token) ? rule?.items : undefined) ?? rule?.others;
  if (typeof rule?.note === 'string') return rule.note;
  const parent = tokens.at(-2);
  if (parent === 'annotations') return annotationNote(tokens.at(-1) ?? '');
  return parent === 'Labels' ? annotationNote(tokens.at(-1) ?? '', 'label') : null;
}
