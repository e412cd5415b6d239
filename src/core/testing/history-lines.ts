import type { DockerfileLayer, DockerfileLine } from '../explain/dockerfile/dockerfile-line.ts';
import { reconstructDockerfile } from '../explain/dockerfile/reconstruct-dockerfile.ts';
import { parseJson } from '../json/parse-json.ts';
import { readConfig } from '../oci/config.ts';

/** A history entry to be made up. */
export interface Step {
  readonly by?: string;
  readonly comment?: string;
  readonly author?: string;
  readonly created?: string;
  readonly empty?: boolean;
}

/** Lines of a made-up history. `run` is the config's `config`. */
export function linesOf(
  steps: readonly Step[],
  run: object = {},
  layers: (DockerfileLayer | null)[] = [],
  os = 'linux',
  diffIds: readonly string[] = [],
): DockerfileLine[] {
  const history = steps.map(({ by, comment, author, created, empty }) => ({
    created_by: by,
    comment,
    author,
    created,
    empty_layer: empty,
  }));
  const json = JSON.stringify({
    os,
    architecture: 'amd64',
    rootfs: { type: 'layers', diff_ids: diffIds },
    history,
    config: run,
  });
  return reconstructDockerfile(readConfig(parseJson('config.json', Buffer.from(json))), layers);
}
export const buildkit = (by: string): Step => ({ by, comment: 'buildkit.dockerfile.v0', empty: true });
export const classic = (by: string): Step => ({ by: `/bin/sh -c #(nop) ${by}`, empty: true });
export const kaniko = (by: string): Step => ({ by, author: 'kaniko', empty: true });
