/** Escape that is meant for this part of the page: a dialog opened from within closes by its own. */
export const isEscape = (event: KeyboardEvent): boolean =>
  event.key === 'Escape' &&
  !event.defaultPrevented &&
  !(event.target instanceof HTMLElement && event.target.closest('dialog') !== null);
