import { isPlainKey } from './plain-key.ts';
import { views, type DumpView } from './views.ts';

export type Shortcut =
  | { readonly does: 'help' | 'folder' | 'archive' | 'theme' | 'search' | 'copy' | 'findings' | 'pause' | 'stop' }
  | { readonly does: 'view'; readonly view: DumpView };

const letters: Readonly<Record<string, Shortcut>> = {
  '?': { does: 'help' },
  o: { does: 'folder' },
  O: { does: 'archive' },
  t: { does: 'theme' },
  '/': { does: 'search' },
  c: { does: 'copy' },
  n: { does: 'findings' },
  p: { does: 'findings' },
};

/** What a key means in every view; null when it belongs to the control or the view that has the focus. */
export function shortcutOf(event: KeyboardEvent, isCounting: boolean): Shortcut | null {
  if (!isPlainKey(event)) return null;
  if (isCounting && event.key === 'Escape') return { does: 'stop' };
  // Space presses whatever control has the focus; it pauses only where none has.
  if (isCounting && event.key === ' ') return isOnControl(event.target) ? null : { does: 'pause' };
  const place = Number(event.key);
  const view = /^[1-9]$/.test(event.key) ? views[place - 1]?.view : undefined;
  return view === undefined ? (letters[event.key] ?? null) : { does: 'view', view };
}

const isOnControl = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('button, a, input, summary, [role="treeitem"], [role="button"]') !== null;
