import type { DumpModel } from '../core/dump/dump-model.ts';
import { layoutMap } from '../core/explain/layout-map.ts';
import type { MapNode } from '../core/explain/map-graph.ts';
import {
  type MapLayout,
  NODE_HEIGHT,
  NODE_WIDTH,
  type PlacedEdge,
  type PlacedNode,
} from '../core/explain/placed-map.ts';

export type MapDirection = 'left' | 'right' | 'up' | 'down';

const ZOOM = { least: 0.15, most: 2, step: 1.25 };
/** Below this the words on a node cannot be read: better to show a part of the map. */
const READABLE = 0.5;
/** What is drawn reaches this far beyond the window, and is chosen anew when the window has moved as far: pixels at zoom 1. */
const REACH = 400;
/** What the map begins with when it does not fit. */
const START_ZOOM = 0.8;
/** Below the map lie its legend and buttons. */
const FOOT = 52;
/** Up to here all arrows show their labels; above, those of the selected node. */
const LABELLED_EDGES = 16;
/** More arrows in one window cannot be told apart, and ten thousand of them keep a browser busy for minutes. */
const DRAWN_EDGES = 400;
/** Of those, how many may lead out of sight: they lie over one another, and the longest take longest to draw. */
const LEADING_AWAY = 40;

/** The reference graph on screen: which stacks are open, what is selected, which part is seen. */
export class MapView {
  readonly #model: () => DumpModel | null;
  #opened: readonly string[] = $state.raw([]);
  #selected: string | null = $state(null);
  /** A point of the map is seen at `x * zoom + panX`. */
  #panX: number = $state(0);
  #panY: number = $state(0);
  #zoom: number = $state(1);
  #width: number = $state(0);
  #height: number = $state(0);
  #isGliding: boolean = $state(false);
  readonly layout: MapLayout | null = $derived.by(() => {
    const model = this.#model();
    return model ? layoutMap(model, this.#opened) : null;
  });
  // Numbers, and not an object, so that what depends on them changes only when they do.
  readonly #left: number = $derived(this.#edgeOf(-this.#panX, -1));
  readonly #top: number = $derived(this.#edgeOf(-this.#panY, -1));
  readonly #right: number = $derived(this.#edgeOf(this.#width - this.#panX, 1));
  readonly #bottom: number = $derived(this.#edgeOf(this.#height - this.#panY, 1));
  /** Nodes in or near the window, and the selected one. */
  readonly visibleNodes: readonly PlacedNode[] = $derived(
    this.layout?.nodes.filter(
      ({ node, x, y }) => node.id === this.#selected || this.#isNear(x, y, x + NODE_WIDTH, y + NODE_HEIGHT),
    ) ?? [],
  );
  /** Arrows in or near the window; of very many, those that stay within it and the shortest of the others. */
  readonly visibleEdges: readonly PlacedEdge[] = $derived.by(() => {
    const edges = this.layout?.edges ?? [];
    const near = edges.filter(({ left, top, right, bottom }) => this.#isNear(left, top, right, bottom));
    if (near.length <= DRAWN_EDGES) return near;
    const isIn = ({ top, bottom }: PlacedEdge): boolean => top >= this.#top && bottom <= this.#bottom;
    const shortest = near.filter((placed) => !isIn(placed)).sort((a, b) => a.bottom - a.top - b.bottom + b.top);
    return [...near.filter(isIn).slice(0, DRAWN_EDGES - LEADING_AWAY), ...shortest.slice(0, LEADING_AWAY)];
  });
  readonly #selectedId: string | null = $derived(this.layout?.byId.has(this.#selected ?? '') ? this.#selected : null);

  /** @param model of the dump on screen; read anew whenever it changes */
  constructor(model: () => DumpModel | null) {
    this.#model = model;
  }

  get panX(): number {
    return this.#panX;
  }
  get panY(): number {
    return this.#panY;
  }
  get zoom(): number {
    return this.#zoom;
  }
  /** The last move was a jump, which is shown as a short glide. */
  get isGliding(): boolean {
    return this.#isGliding;
  }
  get selected(): MapNode | null {
    return this.layout?.graph.nodes.get(this.#selectedId ?? '') ?? null;
  }
  get showsAllLabels(): boolean {
    return (this.layout?.edges.length ?? 0) <= LABELLED_EDGES;
  }

  /** How many CSS pixels the map has. The first time, the whole map is shown, or a readable part of it. */
  resize(width: number, height: number): void {
    const isFirst = this.#width === 0;
    this.#width = width;
    this.#height = height;
    if (!isFirst || width === 0) return;
    if (this.#fitting() >= READABLE) this.fit();
    else this.#showStart();
    this.#isGliding = false;
  }

  panBy(dx: number, dy: number): void {
    this.#isGliding = false;
    this.#moveTo(this.#panX + dx, this.#panY + dy);
  }

  /** @param x, y the point of the window that stays where it is; its middle when left out */
  zoomBy(factor: number, x = this.#width / 2, y = this.#height / 2): void {
    const zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, this.#zoom * factor));
    const [mapX, mapY] = [(x - this.#panX) / this.#zoom, (y - this.#panY) / this.#zoom];
    this.#isGliding = false;
    this.#zoom = zoom;
    this.#moveTo(x - mapX * zoom, y - mapY * zoom);
  }

  zoomIn(): void {
    this.zoomBy(ZOOM.step);
    this.#isGliding = true;
  }

  zoomOut(): void {
    this.zoomBy(1 / ZOOM.step);
    this.#isGliding = true;
  }

  /** The whole map, no larger than it is. */
  fit(): void {
    const { layout } = this;
    if (!layout || this.#width === 0) return;
    const zoom = this.#fitting();
    this.#isGliding = true;
    this.#zoom = zoom;
    this.#panX = Math.max(0, (this.#width - layout.width * zoom) / 2);
    this.#panY = Math.max(0, Math.min(24, (this.#height - FOOT - layout.height * zoom) / 2));
  }

  /** Shows a file, opening its stack, and selects it. Returns false when the map has no such file. */
  reveal(id: string): boolean {
    const stack = this.layout?.graph.stackOf.get(id);
    if (stack !== undefined) this.toggleStack(stack);
    if (!this.layout?.byId.has(id)) return false;
    this.select(id);
    return true;
  }

  /** Selects a node, and moves the map when it is out of sight. */
  select(id: string): void {
    this.#selected = id;
    const placed = this.layout?.byId.get(id);
    if (!placed || this.#width === 0) return;
    const margin = 24;
    const overX = outside(placed.x * this.#zoom + this.#panX, NODE_WIDTH * this.#zoom, this.#width, margin);
    const overY = outside(placed.y * this.#zoom + this.#panY, NODE_HEIGHT * this.#zoom, this.#height - FOOT, margin);
    if (overX === 0 && overY === 0) return;
    this.#isGliding = true;
    this.#moveTo(this.#panX - overX, this.#panY - overY);
  }

  /** Opens a stack, or closes it again. */
  toggleStack(id: string): void {
    const members = this.layout?.graph.nodes.get(id);
    this.#opened = this.#opened.includes(id) ? this.#opened.filter((one) => one !== id) : [...this.#opened, id];
    if (members?.kind === 'stack' && this.#selected === id) this.select(members.members[0] ?? id);
  }

  /** Open stacks can be closed again. */
  get openedStacks(): readonly string[] {
    return this.#opened;
  }

  closeStacks(): void {
    this.#opened = [];
  }

  /** Right and left follow the first arrow, up and down go to the neighbour. */
  step(direction: MapDirection): void {
    const { layout } = this;
    const id = this.#selectedId;
    if (!layout || id === null) {
      const first = layout?.nodes[0];
      if (first) this.select(first.node.id);
      return;
    }
    const { graph } = layout;
    const next =
      direction === 'right'
        ? graph.outgoing.get(id)?.[0]?.to
        : direction === 'left'
          ? graph.incoming.get(id)?.[0]?.from
          : this.#neighbour(layout, id, direction === 'up' ? -1 : 1);
    if (next !== undefined) this.select(next);
  }

  #neighbour({ nodes, byId }: MapLayout, id: string, way: 1 | -1): string | undefined {
    const own = byId.get(id);
    if (!own) return undefined;
    const column = nodes.filter(({ node, x }) => node.onQuay === own.node.onQuay && (own.node.onQuay || x === own.x));
    return column[column.indexOf(own) + way]?.node.id;
  }

  #fitting(): number {
    const { layout } = this;
    if (!layout) return 1;
    return Math.max(ZOOM.least, Math.min(1, this.#width / layout.width, (this.#height - FOOT) / layout.height));
  }

  /** The entry points at the left edge, at a size that can be read. */
  #showStart(): void {
    const { layout } = this;
    if (!layout) return;
    this.#zoom = START_ZOOM;
    const entries = layout.nodes.filter(({ node }) => node.column === layout.columns[0]?.column && !node.onQuay);
    const shown = entries.find(({ node }) => node.role === 'index') ?? entries[0];
    const middle = this.#height / 2 - ((shown?.y ?? 0) + NODE_HEIGHT / 2) * this.#zoom;
    this.#moveTo(0, Math.min(0, middle));
  }

  /** Some of the map always stays in the window. */
  #moveTo(x: number, y: number): void {
    const { layout } = this;
    const keep = 80;
    this.#panX = Math.min(this.#width - keep, Math.max(keep - (layout?.width ?? 0) * this.#zoom, x));
    this.#panY = Math.min(this.#height - keep, Math.max(keep - (layout?.height ?? 0) * this.#zoom, y));
  }

  #edgeOf(pixels: number, way: 1 | -1): number {
    return (Math.round(pixels / this.#zoom / REACH) + way) * REACH;
  }

  #isNear(left: number, top: number, right: number, bottom: number): boolean {
    return right >= this.#left && left <= this.#right && bottom >= this.#top && top <= this.#bottom;
  }
}

/** How far a stretch sticks out of the window, with a margin: negative at its start. */
function outside(start: number, length: number, size: number, margin: number): number {
  if (start < margin) return start - margin;
  return Math.max(0, Math.min(start - margin, start + length - size + margin));
}
