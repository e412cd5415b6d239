/** Chromium's event; it is not in the DOM types. */
interface InstallEvent extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

/**
 * Tells when the browser would install the app, and when it has.
 * @param onChange gets what shows the browser's own question, or null when there is nothing to ask
 */
export function watchInstall(onChange: (prompt: (() => Promise<void>) | null) => void): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault(); // asked when the person wants it, not when the browser does
    onChange(async () => {
      onChange(null); // an event can be used once
      await (event as InstallEvent).prompt();
    });
  });
  addEventListener('appinstalled', () => onChange(null));
}
