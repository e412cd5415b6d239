import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Place, Router } from './router.svelte.ts';

const page = { hash: '' };
let hashChange: () => void;
beforeEach(() => {
  page.hash = '';
  vi.stubGlobal('location', page);
  vi.stubGlobal('addEventListener', (_type: string, listener: () => void) => (hashChange = listener));
});

const placeOf = ({ view, path, pointer, code }: Router): Place => ({ view, path, pointer, code });

describe('Router', () => {
  test.each<[Place, string]>([
    [{ view: 'start' }, '#/'],
    [{ view: 'overview' }, '#/overview'],
    [{ view: 'files', path: 'blobs/sha256/ab' }, '#/files/blobs/sha256/ab'],
    [
      { view: 'files', path: 'a b/ü#?%/x', pointer: '/manifests/0/a~1b' },
      '#/files/a%20b/%C3%BC%23%3F%25/x?at=%2Fmanifests%2F0%2Fa~1b',
    ],
    [{ view: 'map', path: 'index.json' }, '#/map/index.json'],
    [{ view: 'findings', code: 'blob-missing' }, '#/findings/blob-missing'],
  ])('%o goes to %s and back', (place, hash) => {
    const router = new Router();
    router.go(place);
    expect(page.hash).toBe(hash);
    expect(placeOf(router)).toEqual({ path: null, pointer: null, code: null, ...place });
    expect(placeOf(new Router())).toEqual(placeOf(router));
  });

  test('replaces the address without a step that Back returns to', () => {
    const replaced: string[] = [];
    vi.stubGlobal('history', {
      state: null,
      replaceState: (_state: unknown, _title: string, url: string) => replaced.push(url),
    });
    const router = new Router();
    router.replace({ view: 'layers', path: 'usr/li b', image: 1, layer: 2 });
    expect(replaced).toEqual(['#/layers/usr/li%20b?image=1&layer=2']);
    expect([page.hash, router.view, router.path, router.image, router.layer]).toEqual(['', 'layers', 'usr/li b', 1, 2]);
  });

  test('bytes of a file are part of the address, and what is no range is none', () => {
    const router = new Router();
    router.go({ view: 'layers', path: 'a', image: 0, layer: 1, bytes: { start: 12, end: 18 } });
    expect(page.hash).toBe('#/layers/a?image=0&layer=1&bytes=12-18');
    expect(new Router().bytes).toEqual({ start: 12, end: 18 });
    for (const wrong of ['18-12', '5-5', '5', '-5', '1e3-9', '1-9999999999999999', '']) {
      page.hash = `#/layers/a?bytes=${wrong}`;
      expect(new Router().bytes).toBeNull();
    }
  });

  test('follows Back', () => {
    const router = new Router();
    router.go({ view: 'files', path: 'x' });
    page.hash = '#/findings';
    hashChange();
    expect(placeOf(router)).toEqual({ view: 'findings', path: null, pointer: null, code: null });
  });

  test.each(['', '#', '#/', '#/nothing/x', '#nonsense', '#/start/x'])('%j is the start', (hash) => {
    page.hash = hash;
    expect(new Router().view).toBe('start');
  });

  test('what is not well encoded is taken as it stands', () => {
    page.hash = '#/files/50%/x?at=%';
    expect(placeOf(new Router())).toEqual({ view: 'files', path: '50%/x', pointer: '%', code: null });
  });
});
