import { openAsBlob } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadCodecs } from '../../../workers/codecs.ts';
import { parseJson } from '../../json/parse-json.ts';
import { checkFile } from '../../layer/check-file.ts';
import { summariseLayer } from '../../layer/summarise-layer.ts';
import { readConfig } from '../../oci/config.ts';
import { indexTar } from '../../tar/index-tar.ts';
import type { DockerfileLayer, DockerfileLine } from './dockerfile-line.ts';
import { dockerfileHeader, dockerfileParts, dockerfileText } from './dockerfile-parts.ts';
import { reconstructDockerfile } from './reconstruct-dockerfile.ts';

/** The Dockerfile of the image that the first line of `manifest.json` names, from what its layers really hold. */
async function reconstructFixture(name: string): Promise<DockerfileLine[]> {
  const codecs = await loadCodecs();
  const source = await openAsBlob(fileURLToPath(new URL(`../../../../tests/fixtures/${name}`, import.meta.url)));
  const { entries } = await indexTar(source);
  const open = (path: string): Blob => {
    const entry = entries.find((candidate) => candidate.name === path);
    if (entry?.type === 'symlink') return open(new URL(entry.linkName, `dump:///${path}`).pathname.slice(1));
    if (!entry) throw new Error(path);
    return source.slice(entry.dataOffset, entry.dataOffset + entry.size);
  };
  const [image] = JSON.parse(await open('manifest.json').text()) as { Config: string; Layers: string[] }[];
  const layers: DockerfileLayer[] = [];
  for (const path of image?.Layers ?? []) {
    const task = { path, source: open(path), size: 0, algorithms: [], layer: 'plain' as const };
    const { layer } = await checkFile(task, codecs);
    if (layer) layers.push(summariseLayer(layer.entries));
  }
  const bytes = new Uint8Array(await open(image?.Config ?? '').arrayBuffer());
  return reconstructDockerfile(readConfig(parseJson('config.json', bytes)), layers);
}

const KITCHEN = `# Rebuilt from the history of the image. This is not the Dockerfile itself.
# Nothing in the history tells of a base image.
FROM scratch
# Brings 1 file, 8,736 B: /bin/hello
COPY hello /bin/hello
LABEL org.opencontainers.image.title="kitchen sink" org.opencontainers.image.version=1
# By its name or form this is a secret, and anyone who has the image can read it here.
ENV GREETING="hello world" API_TOKEN=not-a-real-token
# Brings 1 file, 70 B: /etc/os-release
COPY os-release /etc/os-release
# Brings 8 files, 72 B: /app/a.txt, /app/b.sh, /app/bin.dat, /app/dir/gone, /app/dir/keep, 3 more
COPY app /app
# Guessed: where the words of this list end.
RUN ["/b/busybox", "sh", "-c", "alias -p; B=/b/busybox; echo second >> /app/a.txt; $B chmod 755 /app/b.sh"]
# Guessed: where the words of this list end.
RUN ["/b/busybox", "sh", "-c", "/b/busybox rm -rf /app/tmp /app/secret.key"]
# Guessed: where the words of this list end.
RUN ["/b/busybox", "sh", "-c", "B=/b/busybox; $B rm -rf /app/dir; $B mkdir /app/dir; echo new > /app/dir/new"]
# Guessed: where the words of this list end.
RUN ["/b/busybox", "sh", "/b/odd.sh"]
# Guessed: where the words of this list end.
RUN ["/b/busybox", "sh", "-c", "B=/b/busybox; $B dd if=/dev/zero of=/odd/big bs=1024 count=96; $B dd if=/dev/zero of=/odd/sparse bs=1 count=1 seek=200000"]
# Guessed: where the words of this list end.
RUN ["/b/busybox", "rm", "/odd/big"]
WORKDIR /app
EXPOSE 53/udp 80/tcp
VOLUME ["/data"]
USER 1000:1000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s CMD ["/bin/hello"]
ENTRYPOINT ["/bin/hello"]
CMD ["-c", "echo $GREETING"]
`;

describe('real images', () => {
  test.each([
    'docker26-classic-kitchen.tar',
    'docker20-kitchen.tar',
    'podman-docker-archive.tar',
    'docker26-containerd-kitchen.tar',
  ])('%s: the kitchen’s Dockerfile, but for what no history keeps', async (name) => {
    const lines = await reconstructFixture(name);
    const header = dockerfileHeader({ os: 'linux' });
    expect(dockerfileText(header, dockerfileParts(header, lines))).toBe(KITCHEN);
    expect(lines.filter(({ kind }) => kind === 'instruction').map(({ layer }) => layer)).toEqual([
      0,
      null,
      null,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(new Set(lines.slice(1).map(({ producer }) => producer))).toEqual(new Set(['buildkit']));
  });

  test('docker20-hello.tar: the classic builder keeps a hash of what it copied', async () => {
    const lines = await reconstructFixture('docker20-hello.tar');
    expect(lines.filter(({ kind }) => kind !== 'comment').map(({ text, layer }) => [layer, text])).toEqual([
      [null, 'FROM scratch'],
      [0, 'COPY <unknown> /hello'],
      [1, 'COPY <unknown> /hello'],
      [2, 'COPY <unknown> /hello'],
      [null, 'ENV A=1'],
      [null, 'CMD ["/hello"]'],
    ]);
    expect(lines.find(({ layer }) => layer === 1)?.text).toMatch(/^# Brings 1 file, 6 B: \/hello$/);
    expect(lines.at(-1)?.producer).toBe('classic');
  });
});
