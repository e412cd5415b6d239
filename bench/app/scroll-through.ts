export interface FrameTimes {
  readonly medianMs: number;
  readonly worstMs: number;
  readonly framesPerSecond: number;
}

export interface Scrolling {
  /** Height of what was scrolled, in CSS pixels. */
  readonly heightPx: number;
  /** As fast as a wheel turns: 18,000 pixels a second. */
  readonly wheel: FrameTimes;
  /** From end to end, as with the bar: nothing that was shown before is of use. */
  readonly leaps: FrameTimes;
}

/** Runs in the page and sees nothing of this file: scrolls the longest list in sight. Null when nothing can be scrolled. */
export async function scrollThrough(): Promise<Scrolling | null> {
  const FRAMES = 180;
  const WHEEL_PX = 300;
  const boxes = [...document.querySelectorAll<HTMLElement>('main, main *')].filter(
    (box) => box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY),
  );
  const box = boxes.sort((a, b) => b.scrollHeight - a.scrollHeight)[0];
  if (!box) return null;
  const run = (scroll: (frame: number) => void): Promise<FrameTimes> =>
    new Promise((resolve) => {
      const times: number[] = [];
      let last = performance.now();
      const step = (now: number): void => {
        times.push(now - last);
        last = now;
        scroll(times.length);
        if (times.length < FRAMES) return void requestAnimationFrame(step);
        const frames = times.slice(1).sort((a, b) => a - b); // the first began before the scrolling
        resolve({
          medianMs: frames[frames.length >> 1] ?? 0,
          worstMs: frames.at(-1) ?? 0,
          framesPerSecond: (1000 * frames.length) / frames.reduce((all, time) => all + time, 0),
        });
      };
      requestAnimationFrame(step);
    });
  const wheel = await run(() => (box.scrollTop += WHEEL_PX));
  const leaps = await run((frame) => (box.scrollTop = (((frame * 67) % FRAMES) / FRAMES) * box.scrollHeight));
  return { heightPx: box.scrollHeight, wheel, leaps };
}
