import type { DumpModel } from '../../core/dump/dump-model.ts';
import type { Report } from '../../core/report/report.ts';
import { fakeDigest, fakeHex } from './fake-digests.ts';
import type { FakeShape } from './fake-dumps.ts';

/** The report of a made-up dump: everything was read, and only what `shape` lists was found. */
export function fakeReport(model: DumpModel, shape: FakeShape): Report {
  const blobs = model.files.filter((f) => f.path.startsWith('blobs/')).length;
  const layers = model.images.reduce((sum, image) => sum + image.layers.length, 0);
  const bytes = model.files.reduce((sum, f) => sum + f.size, 0);
  const broken = new Set(shape.findings.filter((f) => f.code === 'blob-digest-mismatch').map((f) => f.path));
  return {
    format: 'tallyman-report/1',
    generator: { name: 'tallyman', version: '0' },
    took: { wallMs: 4210, bytesRead: bytes },
    dump: {
      name: model.name,
      container: 'folder',
      root: '',
      dialect: model.dialect,
      producer: model.producer,
      files: model.files.length,
      bytes,
    },
    verdict: shape.verdict,
    checked: { blobs: [blobs, blobs], diffIds: [layers, layers], references: model.references.length },
    files: model.files.map((f) => ({
      path: f.path,
      size: f.size,
      role: f.role,
      mediaType: f.mediaType,
      sha256: fakeDigest(f.size),
      digestCheck: broken.has(f.path) ? 'mismatch' : f.path.startsWith('blobs/') ? 'match' : 'not-addressed',
      referencedBy:
        model.references.length > 5000
          ? []
          : [...new Set(model.references.filter((r) => r.path === f.path).map((r) => r.from))],
    })),
    images: model.images.map((image) => ({
      tags: image.tags,
      platform: image.platform,
      manifestDigest: image.manifestDigest,
      configDigest: image.configDigest,
      imageId: image.configDigest,
      created: image.created,
      layers: image.layers.map((layer) => ({
        digest: layer.digest,
        path: layer.present ? layer.path : null,
        diffId: layer.diffId,
        chainId: layer.chainId,
        mediaType: layer.mediaType,
        compression: 'none',
        size: layer.size,
        uncompressedSize: layer.size,
        entries: 1876,
        whiteouts: 0,
        opaqueWhiteouts: 0,
        createdBy: layer.createdBy,
      })),
      rootfs: { paths: 14491, bytes: 301_000_000, byType: { file: 12000 }, listingSha256: fakeHex(77) },
      efficiency: {
        storedBytes: 335_100_000,
        wastedBytes: 34_100_000,
        score: 0.9,
        dive: { score: 0.9, wastedBytes: 1 },
      },
    })),
    findings: shape.findings,
  };
}
