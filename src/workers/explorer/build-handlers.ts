import { readConfigPage } from '../../core/explain/config/read-config-page.ts';
import type { Handlers } from '../rpc/serve.ts';
import type { BuildApi } from './build-api.ts';
import { buildStory } from './build-story.ts';
import type { ExplorerSession } from './explorer-session.ts';
import { stepEffect } from './step-effect.ts';

export function buildHandlers(session: () => ExplorerSession): Handlers<BuildApi> {
  return {
    buildStory: ({ image }) => buildStory(session(), image),
    stepEffect: ({ image, layer }) => stepEffect(session().explore(image), layer),
    configPage({ image }) {
      const config = session().configOf(image);
      return config && readConfigPage(config, session().annotationsOf(image));
    },
  };
}
