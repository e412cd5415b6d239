import { getContext, setContext } from 'svelte';

/** Puts `text` on the clipboard and says so; `what` is its name in words: "Digest". */
export type CopyText = (text: string, what: string) => void;

const key = Symbol('copy-text');

export const provideCopyText = (copy: CopyText): void => void setContext(key, copy);

/** Digests stand everywhere, so copying comes from the context and not through every component between. */
export const useCopyText = (): CopyText => getContext<CopyText | undefined>(key) ?? (() => undefined);

/** `say` gets the words for the toast. Without https the browser has no clipboard, and a person may forbid it. */
export function writeClipboard(text: string, what: string, say: (words: string) => void): void {
  const refused = (): void => say('The browser did not allow copying');
  if (!('clipboard' in navigator)) refused();
  else navigator.clipboard.writeText(text).then(() => say(`${what} copied`), refused);
}
