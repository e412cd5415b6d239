import type { CreateHasher } from '../bytes/hasher.ts';
import { computeChainIds } from '../oci/chain-id.ts';
import { commandOf, type ConfigView, type HistoryEntry } from '../oci/config.ts';
import { isDigest } from '../oci/digest.ts';
import { readLegacyV1 } from '../oci/legacy-v1.ts';
import { mediaTypeInfo } from '../oci/media-types.ts';
import { platformText } from '../oci/platform.ts';
import type { DumpImage, ImageLayer } from './dump-model.ts';
import type { DumpSurvey } from './dump-survey.ts';
import { HEX_64 } from './entry-names.ts';
import type { ImageDraft, LayerDraft } from './image-draft.ts';

/** What the config says of each layer; lists may be shorter than the layers. */
interface ConfigFacts {
  readonly platform: string | null;
  readonly created: string | null;
  readonly command: string | null;
  readonly diffIds: readonly (string | null)[];
  readonly chainIds: readonly string[];
  readonly createdBy: readonly (string | null)[];
}

/** Completes images with what their configs say. A config that several share is worked out once. */
export function finishImages(
  survey: DumpSurvey,
  drafts: readonly ImageDraft[],
  createHasher: CreateHasher,
): DumpImage[] {
  const known = new Map<string, ConfigFacts>();
  return drafts.map((draft) => {
    const view = survey.config(draft.configPath);
    if (draft.configPath === null || !view) return finishImage(survey, draft, v1Facts(survey, draft));
    const facts = known.get(draft.configPath) ?? configFacts(view, createHasher);
    known.set(draft.configPath, facts);
    return finishImage(survey, draft, facts);
  });
}

function finishImage(survey: DumpSurvey, draft: ImageDraft, facts: ConfigFacts): DumpImage {
  // Engines believe the index before the config; an index that says half is no help.
  const said = draft.platform?.os && draft.platform.architecture ? platformText(draft.platform) : null;
  return {
    tags: [...draft.tags],
    platform: said ?? facts.platform,
    manifestPath: draft.manifestPath,
    manifestDigest: draft.manifestDigest,
    configPath: draft.configPath,
    configDigest: draft.configDigest,
    created: facts.created,
    layers: draft.layers.map((layer, i) => finishLayer(survey, layer, i, facts)),
    entryPoints: [...draft.entryPoints],
    command: facts.command,
  };
}

function finishLayer(survey: DumpSurvey, layer: LayerDraft, i: number, facts: ConfigFacts): ImageLayer {
  const info = layer.mediaType === null ? null : mediaTypeInfo(layer.mediaType);
  const folder = /^([0-9a-f]{64})\/layer\.tar$/.exec(layer.path)?.[1];
  return {
    ...layer,
    present: survey.isPresent(layer.path),
    diffId: facts.diffIds[i] ?? null,
    chainId: facts.chainIds[i] ?? null,
    encrypted: info?.encrypted ?? false,
    foreign: info?.foreign ?? false,
    createdBy: facts.createdBy[i] ?? null,
    v1Id: folder !== undefined && HEX_64.test(folder) ? folder : null,
  };
}

function configFacts(view: ConfigView, createHasher: CreateHasher): ConfigFacts {
  const diffIds = view.diffIds.map(({ value }) => value);
  const firstBad = diffIds.findIndex((diffId) => diffId === null || !isDigest(diffId));
  const sound = (firstBad < 0 ? diffIds : diffIds.slice(0, firstBad)).filter((diffId) => diffId !== null);
  return {
    platform: platformText(view),
    created: view.created,
    command: commandText(commandOf(view.run)),
    diffIds,
    chainIds: computeChainIds(sound, createHasher),
    createdBy: layerSteps(view.history ?? []),
  };
}

/** History entries that made a layer, in order: the n-th made layer n. @see DIALECTS §11, "history ↔ layers" */
function layerSteps(history: readonly HistoryEntry[]): (string | null)[] {
  return history.filter(({ emptyLayer }) => !emptyLayer).map(({ createdBy }) => createdBy);
}

/** A v1 image has no config: the description of its top layer says how to run it, each layer's own which command made it. */
function v1Facts(survey: DumpSurvey, draft: ImageDraft): ConfigFacts {
  const views = draft.layers.map(({ path }) => {
    const document = survey.loader.documents.get(path.replace(/layer\.tar$/, 'json'));
    return path.endsWith('/layer.tar') && document ? readLegacyV1(document) : null;
  });
  const top = draft.configPath === null ? views.at(-1) : null;
  return {
    platform: top ? platformText(top) : null,
    created: top?.created ?? null,
    command: top ? commandText(commandOf(top.run)) : null,
    diffIds: [],
    chainIds: [],
    createdBy: draft.configPath === null ? views.map((view) => view?.containerCommand?.join(' ') ?? null) : [],
  };
}

/** A command as one would type it: words with blanks or signs a shell reads are quoted. */
export function commandText(words: readonly string[] | null): string | null {
  if (words === null) return null;
  return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)).join(' ');
}
