/** Relative to the page, so that the app works under any base path. */
const SAMPLE_PATH = 'sample/hello.tar';

/** The small dump that ships with the app: from its own origin, or from the service worker's cache. @throws Error when it cannot be had */
export async function loadSample(signal: AbortSignal): Promise<File> {
  // eslint-disable-next-line no-restricted-globals -- the one file the page itself loads, from its own origin
  const response = await fetch(new URL(SAMPLE_PATH, document.baseURI), { signal });
  if (!response.ok) throw new Error(`The sample could not be loaded: ${String(response.status)}`);
  // A fixed date: the sample is the same each time, so that what was found out about it is found again.
  return new File([await response.blob()], 'hello.tar', { type: 'application/x-tar', lastModified: 0 });
}
