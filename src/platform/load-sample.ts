/** Relative to the page, so that the app works under any base path. */
const SAMPLE_PATH = 'sample/hello.tar';

let ahead: Promise<Blob> | null = null;

/** Fetches the sample before anybody asks for it: 20 kB, which the service worker keeps in any case. */
export function fetchSampleAhead(): void {
  if (ahead) return;
  ahead = fetchSample();
  ahead.catch(() => (ahead = null)); // who opens it tries again, and is told
}

/** The small dump that ships with the app: from its own origin, or from the service worker's cache. @throws Error when it cannot be had */
export async function loadSample(signal: AbortSignal): Promise<File> {
  const blob = await (ahead ?? fetchSample(signal));
  // A fixed date: the sample is the same each time, so that what was found out about it is found again.
  return new File([blob], 'hello.tar', { type: 'application/x-tar', lastModified: 0 });
}

async function fetchSample(signal: AbortSignal | null = null): Promise<Blob> {
  // eslint-disable-next-line no-restricted-globals -- the one file the page itself loads, from its own origin
  const response = await fetch(new URL(SAMPLE_PATH, document.baseURI), { signal });
  if (!response.ok) throw new Error(`The sample could not be loaded: ${String(response.status)}`);
  return response.blob();
}
