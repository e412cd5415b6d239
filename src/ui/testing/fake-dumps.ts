import type { DumpFile, DumpImage, DumpModel, FileRole, ImageLayer, Reference } from '../../core/dump/dump-model.ts';
import type { Report, ReportFinding, Verdict } from '../../core/report/report.ts';
import { fakeBlob as blob, fakeDigest as digest } from './fake-digests.ts';
import { fakeReport } from './fake-report.ts';

/** Models and reports in every shape that the views must bear, made up without reading a byte. Only for looking at the views. */
export interface FakeDump {
  readonly model: DumpModel;
  readonly report: Report;
}

const file = (path: string, size: number, role: FileRole, mediaType: string | null = null): DumpFile => ({
  path,
  size,
  role,
  mediaType,
  source: new Blob([]),
  kind: 'file',
  linkTarget: null,
  resolvesTo: null,
  modifiedMs: null,
  archiveOffset: null,
});

const reference = (
  from: string,
  pointer: string,
  relation: Reference['relation'],
  path: string,
  size: number,
  present = true,
): Reference => ({
  from,
  pointer,
  relation,
  path,
  size,
  present,
  digest: `sha256:${path.slice(-64)}`,
  mediaType: 'application/vnd.oci.image.layer.v1.tar',
  optional: false,
  label: pointer,
});

export interface FakeShape {
  readonly name: string;
  readonly images: number;
  readonly layers: number;
  readonly strays: number;
  readonly findings: readonly ReportFinding[];
  readonly verdict: Verdict;
  readonly missingLayer?: boolean;
}

/** A docker-25 dump with as many images, layers and stray files as asked. */
export function fakeDump(shape: FakeShape): FakeDump {
  const files: DumpFile[] = [
    file('index.json', 367, 'index'),
    file('manifest.json', 460, 'docker-manifest'),
    file('oci-layout', 31, 'oci-layout'),
    file('repositories', 94, 'repositories'),
  ];
  const references: Reference[] = [];
  const images: DumpImage[] = [];
  for (let i = 0; i < shape.images; i += 1) {
    const [manifest, config] = [blob(i * 1000 + 1), blob(i * 1000 + 2)];
    files.push(
      file(manifest, 398 + i, 'image-manifest'),
      file(config, 581, 'image-config'),
      file(blob(i * 1000 + 3), 787, 'legacy-v1-config'),
    );
    references.push(
      reference('index.json', `/manifests/${i}`, 'manifest', manifest, 398 + i),
      reference(manifest, '/config', 'config', config, 581),
    );
    const layers: ImageLayer[] = [];
    for (let j = 0; j < shape.layers; j += 1) {
      const path = blob(i * 1000 + 10 + j);
      const present = !(shape.missingLayer === true && j === 1);
      const size = j === 0 ? 78_600_000 : ((j * 7919 + i * 104_729) % 40_000_000) + 512;
      if (present) files.push(file(path, size, 'layer', 'application/vnd.oci.image.layer.v1.tar'));
      references.push(reference(manifest, `/layers/${j}`, 'layer', path, size, present));
      layers.push({
        digest: digest(i * 1000 + 10 + j),
        path,
        present,
        size,
        mediaType: 'application/vnd.oci.image.layer.v1.tar',
        diffId: digest(i * 1000 + 10 + j),
        chainId: digest(j),
        encrypted: false,
        foreign: false,
        v1Id: null,
        createdBy:
          j === 0
            ? '/bin/sh -c #(nop) ADD file:4f1b1e3c in / '
            : `RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates curl nodejs # buildkit`,
      });
    }
    images.push({
      tags: [`docker.io/library/${shape.name}:${i === 0 ? 'latest' : `1.${i}`}`],
      platform: 'linux/amd64',
      manifestPath: manifest,
      manifestDigest: digest(i * 1000 + 1),
      configPath: config,
      configDigest: digest(i * 1000 + 2),
      created: '2023-05-02T16:49:27Z',
      layers,
      entryPoints: ['index.json', 'manifest.json', 'repositories'],
      command: '/hello --name "<b>world</b>"',
    });
  }
  for (let k = 0; k < shape.strays; k += 1)
    files.push(file(`extra/part-${String(k).padStart(5, '0')}.bin`, 1000 + k, 'foreign'));
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  const model: DumpModel = {
    name: shape.name,
    inputKind: 'folder',
    container: 'folder',
    root: '',
    otherRoots: [],
    dialect: 'docker-25',
    producer: 'Docker 25 or later, graph-driver store',
    evidence: [
      { supports: true, text: 'Layers lie below blobs/ and manifest.json has LayerSources.', path: 'manifest.json' },
      { supports: true, text: 'repositories names the digest of the top layer.', path: 'repositories' },
      {
        supports: false,
        text: 'The config descriptor has no platform, which 25.0 and 26.0 wrote.',
        path: 'index.json',
      },
    ],
    files,
    folders: ['blobs', 'blobs/sha256'],
    outsideFiles: 0,
    references,
    images,
    absentPlatforms: [],
    legacyProofs: [],
    archiveFaults: [],
    unreadable: [],
  };
  return { model, report: fakeReport(model, shape) };
}
