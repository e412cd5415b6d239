import { mount } from 'svelte';
import AppFrame from '../App.svelte';
import { fakeApp } from './fake-app.svelte.ts';
import type { Scene } from './scenes.ts';

// Served by `npm run dev` at /src/ui/testing/harness.html?scene=…&theme=…#/overview; no part of the build.
const asked = new URLSearchParams(location.search);
const theme = asked.get('theme');
if (theme !== null) document.documentElement.dataset['theme'] = theme;
const target = document.querySelector('#app');
if (target) mount(AppFrame, { target, props: { app: fakeApp((asked.get('scene') ?? 'start') as Scene) } });
