export type ThemeChoice = 'system' | 'dark' | 'light';

const KEY = 'tallyman-theme';

/** Dark or light, as the system says or as chosen. Shown through `data-theme` on the page's root element. */
export class Theme {
  #choice: ThemeChoice = $state(readChoice());

  constructor() {
    this.#show();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    try {
      if (choice === 'system') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // Storage is forbidden: the choice holds until the page is closed.
    }
    this.#show();
  }

  /** To the other one than is shown now. */
  toggle(): void {
    const isDark =
      this.#choice === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : this.#choice === 'dark';
    this.choose(isDark ? 'light' : 'dark');
  }

  #show(): void {
    if (this.#choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = this.#choice;
  }
}

function readChoice(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'dark' || kept === 'light' ? kept : 'system';
  } catch {
    return 'system'; // storage is forbidden
  }
}
