import type { DumpErrorInfo } from '../../core/errors.ts';
import type { App } from '../../state/app.svelte.ts';
import { fakeHex } from './fake-digests.ts';
import { dumpOf, type Scene } from './scenes.ts';

/** An App without workers or storage, to look at the views in every state. Its methods only say that they were called. */
export function fakeApp(scene: Scene): App {
  const said =
    (what: string) =>
    (...args: unknown[]): void =>
      console.info('called', what, ...args);
  let hash = $state(location.hash);
  addEventListener('hashchange', () => (hash = location.hash));
  const parts = $derived(hash.replace(/^#\/?/, '').split('?')[0]?.split('/') ?? []);
  const rest = $derived(parts.length > 1 ? decodeURIComponent(parts.slice(1).join('/')) : null);
  const href = (to: { view: string; path?: string; code?: string }): string =>
    `#/${to.view}${to.path !== undefined ? `/${to.path}` : ''}${to.code !== undefined ? `/${to.code}` : ''}`;

  const dump = dumpOf(scene);
  const isRunning = scene === 'counting' || scene === 'paused' || scene === 'reading';
  let paused = $state(scene === 'paused');
  let toast: string | null = $state(null);
  const placeOf = (path: string): number => dump?.model.files.findIndex((file) => file.path === path) ?? -1;
  const counted = 5;
  const errors: Partial<Record<Scene, DumpErrorInfo>> = {
    error: { code: 'file-unreadable', data: { path: 'hello.tar', reason: 'NotReadableError' } },
    unexpected: { code: 'unexpected', data: { message: 'x is not a function', stack: 'at y (z.ts:1:2)' } },
  };
  const states = {
    start: 'idle',
    first: 'idle',
    reading: 'reading',
    counting: 'verifying',
    paused: 'verifying',
    stopped: 'cancelled',
    unreadable: 'failed',
    roots: 'failed',
    error: 'failed',
    unexpected: 'failed',
  } as const;

  const fake = {
    route: {
      get view() {
        return parts[0] || 'start';
      },
      get path() {
        return rest;
      },
      get pointer() {
        return null;
      },
      get code() {
        return parts[0] === 'findings' ? rest : null;
      },
      go: (to: { view: string }) => void (location.hash = href(to)),
      href,
    },
    dump: {
      state: scene in states ? states[scene as keyof typeof states] : 'done',
      model: scene === 'reading' ? null : (dump?.model ?? null),
      report: scene === 'reading' ? null : (dump?.report ?? null),
      get findings() {
        return scene === 'reading' ? [] : (dump?.report.findings ?? []);
      },
      progress: isRunning
        ? {
            doneBytes: 168_400_000,
            totalBytes: scene === 'reading' ? null : 412_800_000,
            bytesPerSecond: 286_000_000,
            secondsLeft: 1.2,
            doneFiles: counted,
            totalFiles: 14,
            currentPath: `blobs/sha256/${fakeHex(12)}`,
            phase: scene === 'reading' ? 'unpacking' : 'checking',
          }
        : null,
      fileProgress: (path: string) => (isRunning && placeOf(path) === counted ? { done: 66, total: 100 } : null),
      digestState: (path: string) =>
        isRunning && placeOf(path) >= counted
          ? 'unchecked'
          : (dump?.report.files[placeOf(path)]?.digestCheck ?? 'missing'),
      error: errors[scene] ?? null,
      kept: scene === 'kept' ? { checkedAtMs: Date.now() - 86_400_000, unchangedFiles: 8, changedFiles: 0 } : null,
      storageProblem: null,
      get paused() {
        return paused;
      },
      pause: () => (paused = true),
      resume: () => (paused = false),
      openFolderFiles: said('openFolderFiles'),
      openFolderHandle: said('openFolderHandle'),
      openArchive: said('openArchive'),
      openSample: said('openSample'),
      openDrop: said('openDrop'),
      openRoot: said('openRoot'),
      pickFolder: said('pickFolder'),
      cancel: said('cancel'),
      verifyAgain: said('verifyAgain'),
      exportReport: said('exportReport'),
      close: said('close'),
    },
    recents: {
      list:
        scene === 'first'
          ? []
          : [
              {
                id: '1',
                name: 'harbour-api-1.4.tar',
                container: 'tar',
                files: 24,
                bytes: 412_800_000,
                verdict: 'broken',
                summary: 'Does not tally: 1 layer damaged',
                checkedAtMs: Date.now() - 3_600_000,
                canReopen: true,
                keptBytes: 81_000,
              },
              {
                id: '2',
                name: 'hello-world',
                container: 'folder',
                files: 8,
                bytes: 17_566,
                verdict: 'sound',
                summary: 'Everything tallies, 1 note',
                checkedAtMs: Date.now() - 90_000_000,
                canReopen: true,
                keptBytes: 9000,
              },
              {
                id: '3',
                name: 'postgres-16-multiarch-with-a-rather-long-name',
                container: 'tar+gzip',
                files: 40,
                bytes: 158_000_000,
                verdict: 'warnings',
                summary: 'Tallies, 2 platforms not in the dump',
                checkedAtMs: Date.now() - 9_000_000_000,
                canReopen: false,
                keptBytes: 222_000,
              },
            ],
      bytes: 312_000,
      problem: scene === 'first' ? 'This browser window keeps nothing, as private windows do.' : null,
      reopen: said('reopen'),
      forget: said('forget'),
      forgetAll: said('forgetAll'),
    },
    theme: {
      choice: document.documentElement.dataset['theme'] ?? 'system',
      toggle: () =>
        void (document.documentElement.dataset['theme'] =
          document.documentElement.dataset['theme'] === 'light' ? 'dark' : 'light'),
    },
    updates: { isReady: scene === 'kept', isOffline: true, reload: said('reload') },
    install: { available: scene !== 'first', show: said('install') },
    toast: {
      get text() {
        return toast;
      },
      show: (words: string) => void (toast = words),
    },
    features: { directoryPicker: scene !== 'first', folderInput: true, workers: true, webAssembly: true },
  };
  return fake as unknown as App;
}
