import { chooseBudget } from '../core/layer/check-strategy.ts';
import { detectFeatures } from '../platform/features.ts';
import { watchLaunches } from '../platform/watch-launches.ts';
import { DumpStore } from '../storage/dump-store.ts';
import type { KeptDump } from '../storage/kept-dump.ts';
import { startCheckWorker } from '../workers/start-check-worker.ts';
import { startDumpWorker } from '../workers/start-dump-worker.ts';
import { CurrentDump } from './current-dump.svelte.ts';
import { openingOfKept } from './dump-inputs.ts';
import type { Features } from './features.ts';
import { InstallPrompt } from './install-prompt.svelte.ts';
import { pageDrawn } from './page-drawn.ts';
import { RecentDumps } from './recent-dumps.svelte.ts';
import { Router } from './router.svelte.ts';
import { SaveSelection } from './save-selection.svelte.ts';
import { Theme } from './theme.svelte.ts';
import { Toast } from './toast.svelte.ts';
import { Updates } from './updates.svelte.ts';

/** More than four do not read faster. */
const CHECK_WORKERS = 4;

/** Everything there is one of. */
export class App {
  readonly route = new Router();
  readonly theme = new Theme();
  readonly toast = new Toast();
  readonly updates = new Updates();
  readonly install = new InstallPrompt();
  readonly saveSelection = new SaveSelection();
  readonly dump: CurrentDump;
  readonly recents: RecentDumps;
  readonly features: Features;

  constructor() {
    const recents = (this.recents = new RecentDumps(new DumpStore(), (kept) => void this.#reopen(kept)));
    this.features = {
      ...detectFeatures(),
      get storage() {
        return recents.problem === null;
      },
    };
    const checkWorkers = Math.min(CHECK_WORKERS, this.features.cores);
    this.dump = new CurrentDump({
      startDumpWorker,
      startCheckWorker,
      checkWorkers,
      drawn: checkWorkers < this.features.cores ? undefined : pageDrawn,
      budget: (speeds) => chooseBudget({ memoryGiB: this.features.memoryGiB, isHidden: document.hidden, speeds }),
      onOpen: () => this.route.go({ view: 'overview' }),
      onKept: () => void recents.refresh(),
    });
  }

  /** Begins what goes on as long as the page is open. */
  start(): void {
    void this.recents.refresh();
    this.updates.watch();
    watchLaunches((input) => this.dump.openInput(input));
    // Not before the page has been painted and can be used.
    whenIdle(() => this.dump.prepare());
    for (const sign of ['pointerover', 'focusin', 'dragenter'] as const) {
      addEventListener(sign, () => this.dump.prepare(), { passive: true });
    }
  }

  async #reopen(kept: KeptDump): Promise<void> {
    try {
      const opening = await openingOfKept(kept);
      if (opening) this.dump.open(opening);
      else this.toast.show(`${kept.name} cannot be read. Open it again by hand: what is known about it is kept.`);
    } catch {
      this.toast.show(`The browser did not give access to ${kept.name}.`); // the kept folder is gone, or the question was refused
    }
  }
}

/** Safari has no `requestIdleCallback`. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(work, { timeout: 2_000 });
  else setTimeout(work, 200);
}
