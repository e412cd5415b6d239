import type { Handlers } from '../rpc/serve.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { SearchApi } from './search-api.ts';
import { searchImage } from './search-image.ts';

export function searchHandlers(session: () => ExplorerSession): Handlers<SearchApi> {
  return { search: (query, context) => searchImage(session(), query, context) };
}
