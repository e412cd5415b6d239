import { secretSpans } from '../../core/oci/secret-spans.ts';
import { dockerfileHeader, dockerfileParts } from '../../core/explain/dockerfile/dockerfile-parts.ts';
import { findBaseBoundary } from '../../core/explain/dockerfile/base-boundary.ts';
import { historyMakers, makerWords } from '../../core/explain/dockerfile/history-producer.ts';
import { historySecrets } from '../../core/explain/dockerfile/history-secrets.ts';
import { reconstructDockerfile } from '../../core/explain/dockerfile/reconstruct-dockerfile.ts';
import { summariseLayer, type LayerSummary } from '../../core/layer/summarise-layer.ts';
import type { LayerEntries } from '../../core/layer/layer-entries.ts';
import type { ConfigView } from '../../core/oci/config.ts';
import { baseInDump } from './base-in-dump.ts';
import type { BuildStory, StoryLayer } from './build-api.ts';
import type { ExplorerSession } from './explorer-session.ts';
import type { ExploredLayer } from './image-explorer.ts';

/** History entries that are told; Docker stops at 127 layers, and real histories have some hundred entries at most. */
const MOST_STEPS = 5_000;

const summaries = new WeakMap<LayerEntries, LayerSummary>();

/** How an image was made, by its history, and what its layers brought as far as they have been read. */
export function buildStory(session: ExplorerSession, image: number): BuildStory | null {
  const config = session.configOf(image);
  if (!config) return null;
  const history = (config.history ?? []).slice(0, MOST_STEPS);
  const told: ConfigView = { ...config, history };
  const makers = historyMakers(history, config.run.cmd);
  const producers = makers.map(({ producer }) => producer);
  const secrets = historySecrets(told);
  const { layers } = session.explore(image);
  const contents = layers.map((layer) => (layer.state === 'read' ? summaryOf(layer.entries) : null));
  const base = baseInDump(session, image, told) ?? findBaseBoundary(told, producers, session.annotationsOf(image));
  const header = dockerfileHeader(config);
  const parts = dockerfileParts(header, reconstructDockerfile(told, contents, base));
  const layerCount = Math.max(layers.length, config.diffIds.length);
  let layer = 0;
  return {
    header,
    parts,
    steps: history.map(({ createdBy, created, comment, author, emptyLayer }, i) => {
      const own = emptyLayer ? null : layer++;
      const maker = makers[i];
      return {
        ...{ createdBy, created, comment, author, emptyLayer },
        secrets: secrets[i] ?? [],
        layer: own !== null && own < layerCount ? own : null,
        producer: maker ? makerWords(maker) : null,
      };
    }),
    left: Math.max(0, (config.history?.length ?? 0) - history.length),
    layers: layers.map((explored, i) => storyLayer(explored, contents[i] ?? null)),
    base,
    hasHistory: history.length > 0,
    hasSecrets: parts.some(({ texts }) => texts.some((text) => secretSpans(text).length > 0)),
  };
}

function storyLayer({ state, layer, file, reading }: ExploredLayer, content: LayerSummary | null): StoryLayer {
  return {
    state,
    path: layer.path,
    digest: layer.digest,
    diffId: layer.diffId ?? reading?.diffId ?? null,
    storedBytes: file?.size ?? null,
    contentBytes: content?.bytes ?? null,
    files: content?.files ?? 0,
    deletions: content?.deletions ?? 0,
    isCut: (reading?.fault ?? null) !== null,
  };
}

/** Counted once for each reading: a layer of a million files takes a second. */
function summaryOf(entries: LayerEntries): LayerSummary {
  let summary = summaries.get(entries);
  if (!summary) summaries.set(entries, (summary = summariseLayer(entries)));
  return summary;
}
