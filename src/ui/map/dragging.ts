export interface DragHandlers {
  readonly onmove: (dx: number, dy: number) => void;
  /** Two fingers: how much further apart they are, and the middle between them in pixels of the element. */
  readonly onpinch: (factor: number, x: number, y: number) => void;
}

/** A pointer that moves less has pressed, not dragged. */
const SLACK = 4;

/** Lets a surface be moved with one pointer and zoomed with two; presses on what lies on it still arrive. Returns how to stop. */
export function dragging(element: HTMLElement, { onmove, onpinch }: DragHandlers): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let isDragging = false;
  let start = { x: 0, y: 0 };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (pointers.size === 0) {
      isDragging = false;
      start = { x: event.clientX, y: event.clientY };
    }
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  };

  const move = (event: PointerEvent): void => {
    const last = pointers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!isDragging && pointers.size === 1) {
      if (Math.hypot(now.x - start.x, now.y - start.y) < SLACK) return;
      isDragging = true;
      element.setPointerCapture(event.pointerId);
      element.classList.add('dragging');
    }
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.set(event.pointerId, now);
    if (!other) return onmove(now.x - last.x, now.y - last.y);
    isDragging = true;
    const before = Math.hypot(last.x - other.x, last.y - other.y);
    const after = Math.hypot(now.x - other.x, now.y - other.y);
    const { left, top } = element.getBoundingClientRect();
    onmove((now.x - last.x) / 2, (now.y - last.y) / 2);
    if (before > 0) onpinch(after / before, (now.x + other.x) / 2 - left, (now.y + other.y) / 2 - top);
  };

  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) element.classList.remove('dragging');
  };

  /** The click that ends a drag means nothing. */
  const click = (event: MouseEvent): void => {
    if (!isDragging) return;
    isDragging = false;
    event.stopPropagation();
    event.preventDefault();
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('click', click, true);
  return () => {
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('click', click, true);
  };
}
