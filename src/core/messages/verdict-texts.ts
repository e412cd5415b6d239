import type { Verdict } from '../report/report.ts';
import type { VerdictScope } from '../report/verdict-scope.ts';

const verdicts: { readonly [V in Verdict]: string } = {
  sound: 'Everything tallies.',
  incomplete: 'Nothing is wrong, but not everything could be checked.',
  warnings: 'It can be used, with remarks.',
  broken: 'It does not tally.',
  unreadable: 'It cannot be read.',
};

/** A verdict in one sentence. */
export const verdictText = (verdict: Verdict): string => verdicts[verdict];

/** For whom a broken dump is broken; null when it is broken for everyone. */
export function verdictScopeText(scope: VerdictScope): string | null {
  switch (scope.kind) {
    case 'oci':
      return 'Broken for containerd, podman and skopeo oci:, fine for docker load (classic).';
    case 'docker':
      return 'Broken for docker load (classic) and skopeo docker-archive:, fine for containerd, podman and skopeo oci:.';
    case 'repositories':
      return 'Broken only for Docker before 1.10, which reads the file repositories.';
    case 'platforms':
      return `Broken for ${scope.broken.join(', ')}; ${scope.sound.join(', ')} ${scope.sound.length === 1 ? 'is' : 'are'} sound.`;
    default:
      return null;
  }
}
