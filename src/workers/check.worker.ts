import { serveCheck } from './serve-check.ts';

serveCheck(self);
