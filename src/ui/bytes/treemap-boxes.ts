import type { BytesNode } from '../../state/bytes-view.svelte.ts';
import { hierarchy, treemap, type HierarchyRectangularNode } from '../npm-d3-hierarchy.ts';
import { nodeName } from './bytes-words.ts';

/** A box as it is drawn; px from the top left corner. */
export interface DrawnBox {
  readonly node: BytesNode;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 1 for what the list beside it names. */
  readonly depth: number;
  /** Boxes lie in it: only its head is seen. */
  readonly isFrame: boolean;
  /** There is room for its name, and below that for its size. */
  readonly hasName: boolean;
  readonly hasSize: boolean;
  /** The box of the list's row in which it lies. */
  readonly row: BytesNode;
}

/** Height of a folder's head, and the least a box must measure to have one. */
const HEAD = 18;
const HEAD_WIDTH = 56;
const HEAD_HEIGHT = 44;
/** Of a letter at 11 px, about; a name that does not fit is cut only where a good part of it can be read. */
const LETTER = 6.3;
const CUT_NAME_WIDTH = 84;
const LINE = 17;

const hasHead = (box: HierarchyRectangularNode<BytesNode>): boolean =>
  box.depth > 0 && box.x1 - box.x0 >= HEAD_WIDTH && box.y1 - box.y0 >= HEAD_HEIGHT;

/** Lays the boxes of a node into an area; a folder comes before what is in it. Boxes without any area are left out. */
export function treemapBoxes(node: BytesNode, width: number, height: number): DrawnBox[] {
  if (node.bytes === 0 || width < 1 || height < 1) return [];
  const root = hierarchy(node, ({ children }) => children).sum(({ children, bytes }) =>
    children.length === 0 ? bytes : 0,
  );
  const layout = treemap<BytesNode>()
    .size([width, height])
    .round(true)
    .paddingInner(1)
    .paddingTop((box) => (hasHead(box) ? HEAD : 0))
    .paddingRight((box) => (hasHead(box) ? 2 : 0))
    .paddingBottom((box) => (hasHead(box) ? 2 : 0))
    .paddingLeft((box) => (hasHead(box) ? 2 : 0));
  return layout(root)
    .descendants()
    .filter((box) => (box.depth > 0 || node.children.length === 0) && box.x1 > box.x0 && box.y1 > box.y0)
    .map(drawn);
}

function drawn(box: HierarchyRectangularNode<BytesNode>): DrawnBox {
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  const name = nodeName(box.data);
  const isFrame = box.children !== undefined;
  const room = width - 10;
  const fits = name.length * LETTER <= room || width >= CUT_NAME_WIDTH;
  return {
    node: box.data,
    name,
    x: box.x0,
    y: box.y0,
    width,
    height,
    depth: box.depth,
    isFrame,
    hasName: fits && (isFrame ? hasHead(box) : height >= LINE),
    hasSize: fits && !isFrame && height >= 2 * LINE && width >= 60,
    row: box.ancestors().at(-2)?.data ?? box.data,
  };
}
