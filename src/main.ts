import { mount } from 'svelte';
import { App } from './state/app.svelte.ts';
import AppView from './ui/App.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no #app');

const app = new App();
mount(AppView, { target, props: { app } });
app.start();
