import type { Handlers } from '../rpc/serve.ts';
import { buildHandlers } from './build-handlers.ts';
import { bytesHandlers } from './bytes-handlers.ts';
import { contentHandlers } from './content-handlers.ts';
import type { ExploreApi } from './explore-api.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { saveHandlers } from './save-handlers.ts';
import { searchHandlers } from './search-handlers.ts';
import { treeHandlers } from './tree-handlers.ts';

/** Answers the calls of ExploreApi. */
export function exploreHandlers(session: () => ExplorerSession): Handlers<ExploreApi> {
  return {
    ...treeHandlers(session),
    ...contentHandlers(session),
    ...searchHandlers(session),
    ...saveHandlers(session),
    ...bytesHandlers(session),
    ...buildHandlers(session),
  };
}
