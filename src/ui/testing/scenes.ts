import type { DumpModel } from '../../core/dump/dump-model.ts';
import { fakeDump, type FakeDump } from './fake-dumps.ts';
import { fakeFindings } from './fake-findings.ts';

/** Scenes of the harness: `?scene=…`. */
export type Scene =
  | 'start'
  | 'first'
  | 'hello'
  | 'kept'
  | 'broken'
  | 'many'
  | 'images'
  | 'counting'
  | 'paused'
  | 'reading'
  | 'stopped'
  | 'unreadable'
  | 'roots'
  | 'error'
  | 'unexpected';

const hello = (): FakeDump =>
  fakeDump({
    name: 'hello-world',
    images: 1,
    layers: 1,
    strays: 0,
    verdict: 'sound',
    findings: fakeFindings.filter((f) => f.code === 'blob-legacy-v1'),
  });
const broken = (): FakeDump =>
  fakeDump({
    name: 'harbour-api',
    images: 1,
    layers: 5,
    strays: 0,
    verdict: 'broken',
    findings: fakeFindings,
    missingLayer: true,
  });

/** What is open in a scene; null when nothing is. */
export function dumpOf(scene: Scene): FakeDump | null {
  switch (scene) {
    case 'hello':
    case 'kept':
      return hello();
    case 'broken':
    case 'counting':
    case 'paused':
      return broken();
    case 'stopped': {
      const dump = broken();
      return {
        ...dump,
        report: {
          ...dump.report,
          verdict: 'incomplete',
          findings: [],
          checked: { ...dump.report.checked, blobs: [4, 8] },
          files: dump.report.files.map((f, i) => (i < 6 ? f : { ...f, sha256: null, digestCheck: 'unchecked' })),
        },
      };
    }
    case 'images':
      return fakeDump({
        name: 'team/kitchen',
        images: 14,
        layers: 30,
        strays: 3,
        verdict: 'warnings',
        findings: fakeFindings.slice(3),
      });
    case 'many': {
      const rows = Array.from({ length: 1200 }, (_, i) => ({ ...fakeFindings[i % fakeFindings.length]! }));
      return fakeDump({ name: 'many', images: 40, layers: 40, strays: 9000, verdict: 'broken', findings: rows });
    }
    case 'unreadable':
    case 'roots': {
      const dump = fakeDump({
        name: 'Downloads',
        images: 0,
        layers: 0,
        strays: 30,
        verdict: 'unreadable',
        findings: [],
      });
      const files = [
        ...dump.model.files.filter((f) => f.role === 'foreign'),
        { ...dump.model.files[0]!, path: 'holiday.jpg', role: 'foreign' as const, size: 4_120_332 },
      ];
      const model: DumpModel = {
        ...dump.model,
        files,
        dialect: 'unknown',
        producer: null,
        evidence: [],
        folders: ['extra'],
        otherRoots: scene === 'roots' ? ['old/dump/', 'new/dump/'] : [],
      };
      return {
        model,
        report: {
          ...dump.report,
          findings: [
            {
              code: 'nothing-recognised',
              severity: 'error',
              path: null,
              args: { found: 'extra/, holiday.jpg' },
              message: 'There is no image here.',
            },
          ],
        },
      };
    }
    default:
      return null;
  }
}
