import { tick } from 'svelte';

interface Focusable {
  readonly focus: () => void;
}

/** Its panes, as far as they are drawn. */
interface PaneParts {
  readonly tree: Focusable | undefined;
  readonly layers: Focusable | undefined;
  readonly inspector: { readonly focus: (part?: 'across') => Promise<void> } | undefined;
}

/** Where the window is too narrow for all panes, one lies over the tree; the focus goes along, there and back. */
export class Panes {
  readonly #parts: () => PaneParts;
  over: 'none' | 'inspector' | 'layers' = $state('none');

  constructor(parts: () => PaneParts) {
    this.#parts = parts;
  }

  async backToTree(): Promise<void> {
    this.over = 'none';
    await tick();
    this.#parts().tree?.focus();
  }

  inspect(part?: 'across'): void {
    this.over = 'inspector';
    void this.#parts().inspector?.focus(part);
  }

  async showLayers(): Promise<void> {
    this.over = 'layers';
    await tick();
    this.#parts().layers?.focus();
  }

  /** A layer was chosen: where the list lies beside the tree, the focus stays in it. */
  leaveLayers(): void {
    if (this.over === 'layers') void this.backToTree();
    else this.over = 'none';
  }
}
