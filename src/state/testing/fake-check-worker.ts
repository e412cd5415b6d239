import type { HashSpeeds } from '../../core/layer/check-strategy.ts';
import type { FileCheck } from '../../core/layer/file-check.ts';
import type { CheckApi, CheckTask } from '../../workers/check-api.ts';
import { type RunningWorker, WorkerCrash } from '../../workers/running-worker.ts';

const checked = (path: string, size: number): FileCheck => ({
  path,
  size,
  digests: { sha256: path },
  layer: null,
  error: null,
});

/** A worker whose files end when the test says so. */
export class FakeCheckWorker implements RunningWorker<CheckApi> {
  static all: FakeCheckWorker[] = [];
  /** What `measureHashing` answers; null: it dies of it. */
  static speeds: HashSpeeds | null = null;
  /** It never answers `measureHashing`. */
  static isDeaf = false;
  readonly open = new Map<
    string,
    {
      resolve: (check: FileCheck) => void;
      reject: (error: unknown) => void;
      onProgress: (n: number) => void;
      task: CheckTask;
    }
  >();
  ended = false;
  paused: boolean[] = [];

  constructor() {
    FakeCheckWorker.all.push(this);
  }

  readonly client = {
    call: (method: string, params: unknown, options?: { onProgress?: (n: number) => void }) => {
      if (method === 'setPaused') {
        this.paused.push((params as { paused: boolean }).paused);
        return Promise.resolve(null);
      }
      if (method === 'measureHashing') {
        if (FakeCheckWorker.isDeaf) return new Promise(() => undefined);
        const { speeds } = FakeCheckWorker;
        return speeds ? Promise.resolve(speeds) : Promise.reject(new WorkerCrash('gone'));
      }
      const task = params as CheckTask;
      return new Promise((resolve, reject) => {
        this.open.set(task.path, { resolve, reject, onProgress: options?.onProgress ?? (() => undefined), task });
      });
    },
  } as RunningWorker<CheckApi>['client'];

  end(): void {
    this.ended = true;
    this.crash();
  }
  crash(): void {
    for (const { reject } of this.open.values()) reject(new WorkerCrash('gone'));
    this.open.clear();
  }
  finish(...paths: string[]): void {
    for (const path of paths.length > 0 ? paths : [...this.open.keys()]) {
      const call = this.open.get(path);
      this.open.delete(path);
      call?.resolve(checked(path, call.task.size));
    }
  }
}
