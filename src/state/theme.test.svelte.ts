import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Theme } from './theme.svelte.ts';

const kept = new Map<string, string>(); // eslint-disable-line svelte/prefer-svelte-reactivity -- a stand-in for localStorage
const root = { dataset: {} as Record<string, string | undefined> };
let systemIsDark: boolean;
beforeEach(() => {
  kept.clear();
  root.dataset = {};
  systemIsDark = false;
  vi.stubGlobal('document', { documentElement: root });
  vi.stubGlobal('matchMedia', () => ({ matches: systemIsDark }));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
});

describe('Theme', () => {
  test('follows the system until one is chosen, and keeps the choice', () => {
    const theme = new Theme();
    expect([theme.choice, root.dataset['theme']]).toEqual(['system', undefined]);
    theme.choose('dark');
    expect([new Theme().choice, root.dataset['theme'], kept.get('tallyman-theme')]).toEqual(['dark', 'dark', 'dark']);
    theme.choose('system');
    expect([new Theme().choice, root.dataset['theme'], kept.size]).toEqual(['system', undefined, 0]);
  });

  test('toggles to the other one than is shown', () => {
    systemIsDark = true;
    const theme = new Theme();
    theme.toggle();
    expect(theme.choice).toBe('light');
    theme.toggle();
    expect(theme.choice).toBe('dark');
  });

  test('works where storage is forbidden, and with nonsense in it', () => {
    kept.set('tallyman-theme', 'purple');
    expect(new Theme().choice).toBe('system');
    vi.stubGlobal('localStorage', undefined);
    const theme = new Theme();
    theme.choose('light');
    expect(root.dataset['theme']).toBe('light');
  });
});
