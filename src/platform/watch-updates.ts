import { Workbox } from './npm-workbox-window.ts';

/** How often a page that stays open looks for a new version. */
const CHECK_MS = 60 * 60_000;

export interface UpdateListeners {
  /**
   * Gets what brings the new version in and reloads this page. Also called in the other tabs once one of them has brought
   * it in: they go on with the old version until they reload.
   */
  readonly onReady: (apply: () => void) => void;
  /** Everything has been fetched: the app works without a network. */
  readonly onOffline: () => void;
}

/** Registers the service worker, which makes the app work offline. A new version waits until it is asked in. */
export async function watchUpdates({ onReady, onOffline }: UpdateListeners): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const workbox = new Workbox(new URL('service-worker.js', document.baseURI).href);
  const reload = (): void => location.reload();
  let asked = false;
  workbox.addEventListener('waiting', () => {
    onReady(() => {
      asked = true;
      workbox.messageSkipWaiting();
    });
  });
  workbox.addEventListener('controlling', ({ isUpdate }) => {
    if (asked) reload();
    else if (isUpdate) onReady(reload);
  });
  try {
    await workbox.register();
  } catch {
    return; // forbidden here, or no network on the first visit: the app works, only not offline
  }
  void navigator.serviceWorker.ready.then(onOffline);
  setInterval(() => void workbox.update().catch(() => undefined), CHECK_MS); // offline: the next hour tries again
}
