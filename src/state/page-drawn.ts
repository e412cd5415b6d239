/** Of a view that is built over several frames, with some to spare. */
const FRAMES = 8;
/** A page in the background has no frames. */
const PATIENCE_MS = 400;

/**
 * Resolves when what is being shown now has been drawn and nothing more is to be: on a machine whose processors are all busy
 * each step of drawing takes several times as long.
 */
export function pageDrawn(): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  return Promise.race([late, framesDrawn()]);
}

async function framesDrawn(): Promise<void> {
  for (let i = 0; i < FRAMES; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  // Safari has none; the frames must do.
  if ('requestIdleCallback' in globalThis) await new Promise((resolve) => requestIdleCallback(resolve));
}
