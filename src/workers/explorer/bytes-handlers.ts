import { fromBinary } from '../../core/bytes/byte-names.ts';
import { pathText } from '../../core/rootfs/file-tree.ts';
import type { LayerStack } from '../../core/rootfs/layer-stack.ts';
import { whatIf, type WhatIf } from '../../core/rootfs/what-if.ts';
import type { Handlers } from '../rpc/serve.ts';
import type { BytesApi, ImageBytes, WhatIfQuestion } from './bytes-api.ts';
import { bytesOfImage } from './bytes-of-image.ts';
import { bytesOfTree } from './bytes-of-tree.ts';
import { findShownPath } from './bytes-shown-path.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ImageExplorer } from './image-explorer.ts';

export function bytesHandlers(session: () => ExplorerSession): Handlers<BytesApi> {
  /** An explorer lasts until another layer has been read, and so do its sums. */
  const known = new WeakMap<ImageExplorer, ImageBytes>();
  return {
    imageBytes({ image }) {
      const explorer = session().explore(image);
      const bytes = known.get(explorer) ?? bytesOfImage(session(), image);
      known.set(explorer, bytes);
      return bytes;
    },
    bytesTree: ({ image, ...query }) => bytesOfTree(session().explore(image).tree(), query),
    whatIf({ image, question }) {
      const { stack } = session().explore(image);
      const asked = questionOf(stack, question);
      return { ...whatIf(stack, asked ?? { merge: [0, -1] }), isFound: asked !== null };
    },
  };
}

/** Null for a path that no layer has. */
function questionOf({ paths }: LayerStack, question: WhatIfQuestion): WhatIf | null {
  if ('merge' in question) return question;
  const path = findShownPath(paths, question.drop);
  return path === undefined ? null : { drop: fromBinary(pathText(paths, path)) };
}
