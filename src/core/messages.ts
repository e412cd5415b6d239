import type { FindingCode } from './check/finding.ts';
import { blobWords } from './messages/blob-words.ts';
import { descriptorWords } from './messages/descriptor-words.ts';
import { dockerWords } from './messages/docker-words.ts';
import type { WordsFor } from './messages/finding-words.ts';
import { imageWords } from './messages/image-words.ts';
import { jsonWords } from './messages/json-words.ts';
import { layerWords } from './messages/layer-words.ts';
import { layoutWords } from './messages/layout-words.ts';

export { errorText } from './messages/error-texts.ts';
export { formatCount, formatSize, plural, shortDigest } from './messages/format-size.ts';
export { cutArchiveText, inputKindText } from './messages/input-kind-texts.ts';
export { verdictScopeText, verdictText } from './messages/verdict-texts.ts';

// A code without words, or words without a code, does not compile.
const words: WordsFor<FindingCode> = {
  ...layoutWords,
  ...jsonWords,
  ...descriptorWords,
  ...blobWords,
  ...imageWords,
  ...layerWords,
  ...dockerWords,
};

/** A finding of the rules or of a report: what its words are made from. */
export interface WordedFinding {
  readonly code: FindingCode;
  readonly args: Readonly<Record<string, unknown>>;
}

/** The words of one code, with its arguments untyped: code and arguments come in pairs, from the rules or from a report of ours. */
interface UntypedWords {
  readonly title: string | ((args: unknown) => string);
  readonly text: (args: unknown) => string;
  readonly fix: string | null | ((args: unknown) => string | null);
  readonly engines: string | null;
}
const wordsOf = ({ code }: WordedFinding): UntypedWords => words[code] as unknown as UntypedWords;

/** One sentence with the facts. */
export const findingText = (finding: WordedFinding): string => wordsOf(finding).text(finding.args);

/** A short full sentence for lists, without a full stop. */
export function findingTitle(finding: WordedFinding): string {
  const { title } = wordsOf(finding);
  return typeof title === 'string' ? title : title(finding.args);
}

/** What to do about it; null when there is nothing to do. */
export function findingFix(finding: WordedFinding): string | null {
  const { fix } = wordsOf(finding);
  return typeof fix === 'function' ? fix(finding.args) : fix;
}

/** Which engines refuse it, accept it, or never look; null where nothing is known. */
export const findingDetail = (finding: WordedFinding): string | null => wordsOf(finding).engines;
