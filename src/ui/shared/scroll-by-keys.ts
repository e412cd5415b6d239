/** Attached to a box with a greatest height: Tab comes to it while there is more in it than it shows, so that keys can scroll it. */
export function scrollByKeys(box: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    if (box.scrollHeight > box.clientHeight) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  });
  observer.observe(box);
  return () => observer.disconnect();
}
