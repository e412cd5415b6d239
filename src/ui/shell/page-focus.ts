/**
 * `focusView` once the view has been drawn: before that it would make the browser lay the page out at once, and then again.
 * A page in the background is not drawn: then it is now.
 */
export function focusDrawnView(): void {
  if (document.hidden) focusView();
  else requestAnimationFrame(() => setTimeout(focusView));
}

/** Puts the focus on the heading of the view, or on the view where it has none. */
export function focusView(): void {
  const main = document.querySelector<HTMLElement>('#main');
  (main?.querySelector<HTMLElement>('h1[tabindex]') ?? main)?.focus({ preventScroll: true });
}

/** The search field of the view, where there is one. */
export function focusSearch(): void {
  document.querySelector<HTMLElement>('main [data-search]')?.focus();
}

/** The digest under the pointer, else the one at the focus, else the first of the view. */
export function copyNearestDigest(copy: (digest: string) => void): void {
  const active = document.activeElement;
  const found =
    document.querySelector<HTMLElement>('[data-digest]:hover') ??
    active?.closest<HTMLElement>('[data-digest]') ??
    active?.querySelector<HTMLElement>('[data-digest]') ??
    document.querySelector<HTMLElement>('main [data-digest]');
  if (found?.dataset['digest'] !== undefined) copy(found.dataset['digest']);
}
