import type { Handlers } from '../rpc/serve.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { SaveApi } from './save-api.ts';
import { saveImage } from './save-image.ts';

export function saveHandlers(session: () => ExplorerSession): Handlers<SaveApi> {
  return { save: (params, context) => saveImage(session(), params, context) };
}
