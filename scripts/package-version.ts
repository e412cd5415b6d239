import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/**
 * The version in package.json: what reports name as their generator. Scripts run in the folder of package.json.
 * TALLYMAN_VERSION replaces it where a test needs two builds that differ.
 */
export const packageVersion = process.env['TALLYMAN_VERSION'] ?? manifest.version;
