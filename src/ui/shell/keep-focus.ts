const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]';

/** An element around what had the focus, and what came before it in there. */
interface Place {
  readonly parent: Element;
  readonly before: Element | null;
}

/**
 * What has the focus may go: a button that is replaced by another one, a row that is removed, a pager at its end. Browsers then leave
 * the focus with nobody. Here it goes to what is nearest to where it was.
 * @returns ends it
 */
export function keepFocus(): () => void {
  let focused: HTMLElement | null = null;
  let places: readonly Place[] = [];
  let isVisible = false;
  let isAsked = false;
  let wasMoved = false;

  const isGone = (): boolean => focused !== null && (!focused.isConnected || focused.matches(':disabled'));

  function onfocusin({ target }: FocusEvent): void {
    if (!(target instanceof HTMLElement)) return;
    focused = target;
    places = placesOf(target);
    isVisible = target.matches(':focus-visible');
  }

  /** Whoever leaves a control for no other one wants none. */
  function onfocusout({ target, relatedTarget }: FocusEvent): void {
    if (relatedTarget !== null) return;
    // Some browsers tell it of what is being removed as well, before it is.
    queueMicrotask(() => {
      if (focused === target && !isGone()) focused = null;
    });
  }

  function move(): void {
    isAsked = false;
    const { activeElement } = document;
    // Something else may have it by now. What was switched off keeps it in some browsers.
    if (!isGone() || (activeElement !== document.body && activeElement !== focused)) return;
    focused = null;
    wasMoved = true;
    nearestTo(places)?.focus({ preventScroll: !isVisible });
  }

  const observer = new MutationObserver(() => {
    if (isAsked || !isGone()) return;
    isAsked = true;
    // Once all of it is drawn: to give the focus makes the browser lay the page out.
    requestAnimationFrame(() => setTimeout(move));
  });

  /** A key that is held down pressed one control, and is not to press the next one as well. */
  function onkeydown(event: KeyboardEvent): void {
    if (!event.repeat) wasMoved = false;
    else if (wasMoved && event.key === 'Enter') event.preventDefault();
  }

  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  addEventListener('focusin', onfocusin);
  addEventListener('focusout', onfocusout);
  addEventListener('keydown', onkeydown, { capture: true });
  return () => {
    observer.disconnect();
    removeEventListener('focusin', onfocusin);
    removeEventListener('focusout', onfocusout);
    removeEventListener('keydown', onkeydown, { capture: true });
  };
}

/** From the innermost element around it outwards. */
function placesOf(element: Element): Place[] {
  const places: Place[] = [];
  for (let at = element; at.parentElement && at !== document.body; at = at.parentElement) {
    places.push({ parent: at.parentElement, before: at.previousElementSibling });
  }
  return places;
}

/** The control that now follows where it was, else the one before, in the innermost element around it that is left and has any. */
function nearestTo(places: readonly Place[]): HTMLElement | null {
  for (const { parent, before } of places) {
    if (!parent.isConnected) continue;
    const controls = [...parent.querySelectorAll<HTMLElement>(CONTROLS)].filter(isUsable);
    const follows = (control: HTMLElement): boolean =>
      !before?.isConnected || (before.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_PRECEDING) === 0;
    const next = controls.find((control) => follows(control) && !before?.contains(control)) ?? controls.at(-1);
    if (next) return next;
  }
  return null;
}

const isUsable = (element: HTMLElement): boolean =>
  element.checkVisibility() && element.tabIndex >= 0 && !element.matches(':disabled');
