import type { DumpErrorInfo } from '../core/errors.ts';
import { saveFile } from '../platform/save-file.ts';
import { canPickSaveFolder, pickSaveFile, pickSaveFolder, type SaveTarget } from '../platform/save-target.ts';
import type { SaveProgress, SaveResult, SaveWhat } from '../workers/explorer/save-api.ts';
import type { AskDump } from './byte-pages.svelte.ts';
import { failureOf } from './failure-of.ts';
import { JobMeter, type JobProgress } from './job-progress.ts';

export type { SaveResult, SaveSkip, SaveWhat } from '../workers/explorer/save-api.ts';

/** `choosing`: the system's dialog is open. */
export type SavingState = 'idle' | 'choosing' | 'running' | 'done' | 'failed';

/** The parts of the platform that saving needs. */
export interface SavingPorts {
  readonly canPickFolder: boolean;
  readonly pickFile: (name: string) => Promise<SaveTarget<FileSystemFileHandle>>;
  readonly pickFolder: () => Promise<SaveTarget<FileSystemDirectoryHandle>>;
  readonly download: (name: string, file: Blob) => void;
}

const platformPorts = (): SavingPorts => ({
  canPickFolder: canPickSaveFolder(),
  pickFile: (name) => pickSaveFile(name),
  pickFolder: () => pickSaveFolder(),
  download: (name, file) => saveFile(name, file, 'application/octet-stream'),
});

/** Saves parts of an image, one at a time: into a file the person picks, or as a download where there is no picker. */
export class Saving {
  readonly #ask: AskDump;
  readonly #ports: SavingPorts;
  #state: SavingState = $state('idle');
  #name: string = $state('');
  #progress: (JobProgress & { readonly path: string }) | null = $state.raw(null);
  #result: SaveResult | null = $state.raw(null);
  #failure: DumpErrorInfo | null = $state.raw(null);
  #job = new AbortController();

  constructor(ask: AskDump, ports: SavingPorts = platformPorts()) {
    this.#ask = ask;
    this.#ports = ports;
  }

  get canPickFolder(): boolean {
    return this.#ports.canPickFolder;
  }
  get state(): SavingState {
    return this.#state;
  }
  /** Of what is being saved, or was last. */
  get name(): string {
    return this.#name;
  }
  get progress(): (JobProgress & { readonly path: string }) | null {
    return this.#progress;
  }
  get result(): SaveResult | null {
    return this.#result;
  }
  get failure(): DumpErrorInfo | null {
    return this.#failure;
  }

  /** Call it from a click: the system's dialog asks for one. @param name suggested to the person */
  async save(image: number, what: SaveWhat, name: string): Promise<void> {
    this.stop();
    const { signal } = (this.#job = new AbortController());
    this.#name = name;
    this.#result = null;
    this.#failure = null;
    this.#state = 'choosing';
    try {
      const target = what.kind === 'folder' ? await this.#ports.pickFolder() : await this.#ports.pickFile(name);
      signal.throwIfAborted();
      if (target.kind === 'cancelled' || (target.kind === 'none' && what.kind === 'folder')) {
        this.#state = 'idle';
        return;
      }
      this.#state = 'running';
      const handle = target.kind === 'picked' ? target.handle : null;
      const result = await this.#run({ image, what, name, target: handle }, signal);
      if (signal.aborted) return;
      if (result.file) this.#ports.download(name, result.file);
      else if (what.kind !== 'folder') this.#name = handle?.name ?? name;
      this.#result = result;
      this.#state = 'done';
    } catch (error) {
      if (signal.aborted) return;
      this.#failure = failureOf(error, name);
      this.#state = 'failed';
    }
    this.#progress = null;
  }

  /** Ends what runs; what was written of it is removed, as far as the platform lets us. */
  stop(): void {
    this.#job.abort();
    this.#progress = null;
    if (this.#state === 'running' || this.#state === 'choosing') this.#state = 'idle';
  }

  /** Back to the choice, once something has been saved or could not be. */
  dismiss(): void {
    if (this.#state === 'done' || this.#state === 'failed') this.#state = 'idle';
  }

  #run(
    params: {
      image: number;
      what: SaveWhat;
      name: string;
      target: FileSystemFileHandle | FileSystemDirectoryHandle | null;
    },
    signal: AbortSignal,
  ): Promise<SaveResult> {
    const meter = new JobMeter();
    this.#progress = { ...meter.at(0, 0), path: '' };
    const onProgress = ({ doneBytes, totalBytes, path }: SaveProgress): void => {
      if (!signal.aborted) this.#progress = { ...meter.at(doneBytes, totalBytes), path };
    };
    return this.#ask('save', params, { signal, onProgress });
  }
}
