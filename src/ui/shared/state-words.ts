import type { DigestCheck, Verdict } from '../../core/report/report.ts';
import type { Severity } from '../../core/check/finding.ts';

/** What a glyph can say. Always with a word beside it or in its title, never colour alone. */
export type GlyphState = 'sound' | 'warning' | 'broken' | 'note' | 'running' | 'unchecked';

export const severityState = { error: 'broken', warning: 'warning', note: 'note' } as const satisfies Record<
  Severity,
  GlyphState
>;

export const severityWord = { error: 'Broken', warning: 'Warning', note: 'Note' } as const satisfies Record<
  Severity,
  string
>;

export const verdictState = {
  sound: 'sound',
  incomplete: 'unchecked',
  warnings: 'warning',
  broken: 'broken',
  unreadable: 'broken',
} as const satisfies Record<Verdict, GlyphState>;

/** Of one file. Null: its name claims no digest, so there is nothing to compare. */
export function digestGlyph(check: DigestCheck | 'missing'): { state: GlyphState; word: string } | null {
  switch (check) {
    case 'match':
      return { state: 'sound', word: 'Counted again: equal' };
    case 'mismatch':
      return { state: 'broken', word: 'Does not match its name' };
    case 'unchecked':
      return { state: 'unchecked', word: 'Not counted yet' };
    case 'missing':
      return { state: 'broken', word: 'Not in the dump' };
    case 'not-addressed':
      return null;
  }
}
