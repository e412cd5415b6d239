import { watchInstall } from '../platform/watch-install.ts';

/** Whether the browser offers to install the app. */
export class InstallPrompt {
  #prompt: (() => Promise<void>) | null = $state.raw(null);

  constructor() {
    watchInstall((prompt) => (this.#prompt = prompt));
  }

  get available(): boolean {
    return this.#prompt !== null;
  }

  /** Shows the browser's own question; call it from a click. */
  show(): void {
    void this.#prompt?.().catch(() => undefined); // the browser has changed its mind
  }
}
