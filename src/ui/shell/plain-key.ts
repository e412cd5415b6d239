/** A single key meant for the program: no field has the focus, no other key is held, and single letters are switched on. */
export function isPlainKey(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !singleKeys.on) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (target.isContentEditable || target.closest('dialog[open]') !== null) return false;
  return !(
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'range'].includes(target.type))
  );
}

/** Single letters can be switched off in the help: voice control and some readers press them by accident. */
export const singleKeys = { on: true };
