import { serveHash } from './serve-hash.ts';

serveHash(self);
