import type { DumpErrorInfo } from '../core/errors.ts';
import type { ConfigPage } from '../core/explain/config-page.ts';
import { coveredText } from '../core/explain/config/secret-pieces.ts';
import { type DockerfilePart, dockerfileText } from '../core/explain/dockerfile/dockerfile-parts.ts';
import { saveFile } from '../platform/save-file.ts';
import type { BuildStory, HistoryStep, StepEffect, StoryLayer } from '../workers/explorer/build-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';

export type { BroughtPath, BuildStory, HistoryStep, StepEffect, StoryLayer } from '../workers/explorer/build-api.ts';

/** How one image was made: its history as a Dockerfile, the step that is selected, its config. */
export class HistoryView {
  readonly #ask: AskDump;
  #image: number | null = $state(null);
  #story: BuildStory | null = $state.raw(null);
  #page: ConfigPage | null = $state.raw(null);
  #isKnown: boolean = $state(false);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #selected: string | null = $state(null);
  #effect: StepEffect | null = $state.raw(null);
  #isBaseOpen: boolean = $state(false);
  #showsSecrets: boolean = $state(false);
  #job = new AbortController();
  #effectJob = new AbortController();
  #isLoading = false;
  #again = false;
  /** What the effect on screen was made from: it is asked for anew when more layers have been read. */
  #effectOf = '';

  readonly part: DockerfilePart | null = $derived(this.#story?.parts.find(({ key }) => key === this.#selected) ?? null);
  /** Those on screen, the base image's left out while it is folded. */
  readonly shown: readonly DockerfilePart[] = $derived(
    (this.#story?.parts ?? []).filter(({ main }) => this.#isBaseOpen || main.part !== 'base'),
  );
  readonly basePart: readonly DockerfilePart[] = $derived(
    (this.#story?.parts ?? []).filter(({ main }) => main.part === 'base'),
  );

  constructor(ask: AskDump) {
    this.#ask = ask;
  }

  /** Null when the image has no config, and until it is known. */
  get story(): BuildStory | null {
    return this.#story;
  }
  get page(): ConfigPage | null {
    return this.#page;
  }
  /** The image has been looked at: what is null now is not there. */
  get isKnown(): boolean {
    return this.#isKnown;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }
  /** Key of the part that is selected. */
  get selected(): string | null {
    return this.#selected;
  }
  /** What the selected step did to the files; null when it made no layer, or one that was not read. */
  get effect(): StepEffect | null {
    return this.#effect;
  }
  get isBaseOpen(): boolean {
    return this.#isBaseOpen;
  }
  get showsSecrets(): boolean {
    return this.#showsSecrets;
  }
  get step(): HistoryStep | null {
    return this.#story?.steps[this.part?.main.history ?? -1] ?? null;
  }
  get layer(): StoryLayer | null {
    return this.#story?.layers[this.part?.main.layer ?? -1] ?? null;
  }

  /**
   * Shows an image, or the same one with what has been read since.
   * @param layer select the step that made it
   */
  async open(image: number, layer: number | null): Promise<void> {
    if (image !== this.#image) this.#forget(image);
    else if (this.#isLoading) {
      this.#again = true;
      return;
    }
    const { signal } = this.#job;
    this.#isLoading = true;
    try {
      // Reports come several times a second while files are read: those that came meanwhile are one.
      for (let isFirst = true; isFirst || this.#again; isFirst = false) {
        this.#again = false;
        await this.#load(image, layer, signal);
      }
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, `image ${String(image + 1)}`);
    } finally {
      if (signal === this.#job.signal) this.#isLoading = false;
    }
  }

  select(key: string): void {
    if (key === this.#selected) return;
    this.#selected = key;
    this.#effect = null;
    this.#effectOf = '';
    void this.#loadEffect();
  }

  /** The step that made a layer, the base image's too. */
  selectLayer(layer: number): void {
    const part = this.#story?.parts.find(({ main }) => main.layer === layer);
    if (!part) return;
    if (part.main.part === 'base') this.#isBaseOpen = true;
    this.select(part.key);
  }

  /** Up and down the parts on screen. */
  move(by: number): void {
    const at = this.shown.findIndex(({ key }) => key === this.#selected);
    const next = this.shown[Math.max(0, Math.min(this.shown.length - 1, at + by))];
    if (next) this.select(next.key);
  }

  toggleBase(): void {
    this.#isBaseOpen = !this.#isBaseOpen;
    if (this.#isBaseOpen || this.part?.main.part !== 'base') return;
    this.#selected = null;
    this.#selectFirst(null);
  }

  toggleSecrets(): void {
    this.#showsSecrets = !this.#showsSecrets;
  }

  /** The Dockerfile as it is shown: what is covered is left out. */
  text(): string {
    const { header = [], parts = [], hasSecrets = false } = this.#story ?? {};
    if (this.#showsSecrets || !hasSecrets) return dockerfileText(header, parts);
    return dockerfileText(
      header,
      parts.map((part) => ({ ...part, texts: part.texts.map(coveredText) })),
    );
  }

  /** @param name of the image, or of the dump */
  save(name: string): void {
    const plain = name
      .replace(/[^\w.-]+/g, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 100);
    saveFile(`${plain === '' ? 'image' : plain}.Dockerfile`, this.text(), 'text/plain');
  }

  async #load(image: number, layer: number | null, signal: AbortSignal): Promise<void> {
    const [story, page] = await Promise.all([
      this.#ask('buildStory', { image }, { signal }),
      this.#ask('configPage', { image }, { signal }),
    ]);
    signal.throwIfAborted();
    this.#story = story;
    this.#page = page;
    this.#failure = null;
    if (!this.#isKnown || !this.part) this.#selectFirst(layer);
    this.#isKnown = true;
    await this.#loadEffect();
  }

  #forget(image: number): void {
    this.#job.abort();
    this.#effectJob.abort();
    this.#job = new AbortController();
    this.#image = image;
    this.#story = null;
    this.#page = null;
    this.#isKnown = false;
    this.#failure = null;
    this.#selected = null;
    this.#effect = null;
    this.#effectOf = '';
    this.#isBaseOpen = false;
    this.#showsSecrets = false;
    this.#again = false;
  }

  #selectFirst(layer: number | null): void {
    if (layer !== null) this.selectLayer(layer);
    if (this.part) return;
    const own = this.#story?.parts.filter(({ main }) => main.part === 'own') ?? [];
    const first = own.find(({ main }) => main.layer !== null) ?? own[0];
    if (first) this.select(first.key);
    else this.#selected = null;
  }

  async #loadEffect(): Promise<void> {
    const layer = this.part?.main.layer ?? null;
    const image = this.#image;
    const layers = this.#story?.layers ?? [];
    const from =
      layer === null
        ? ''
        : `${layer} ${layers
            .slice(0, layer + 1)
            .map(({ state }) => state)
            .join()}`;
    if (from === this.#effectOf) return;
    this.#effectJob.abort();
    const { signal } = (this.#effectJob = new AbortController());
    this.#effectOf = from;
    if (layer === null || image === null || layers[layer]?.state !== 'read') {
      this.#effect = null;
      return;
    }
    try {
      const effect = await this.#ask('stepEffect', { image, layer }, { signal });
      if (!signal.aborted) this.#effect = effect;
    } catch (error) {
      if (!signal.aborted) this.#failure = failureOf(error, `layer ${String(layer + 1)}`);
    }
  }
}
