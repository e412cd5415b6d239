import type { BuildApi } from './build-api.ts';
import type { BytesApi } from './bytes-api.ts';
import type { ContentApi } from './content-api.ts';
import type { SaveApi } from './save-api.ts';
import type { SearchApi } from './search-api.ts';
import type { TreeApi } from './tree-api.ts';

/** Everything that looks inside layers. */
export interface ExploreApi extends TreeApi, ContentApi, SearchApi, SaveApi, BytesApi, BuildApi {}
