import type { RunConfig } from '../../oci/config.ts';

/** Instructions of which each adds to those before. */
type Adding = 'EXPOSE' | 'VOLUME';
/** Instructions of which the last one counts, and that set one field. */
type Setting = 'CMD' | 'ENTRYPOINT' | 'STOPSIGNAL' | 'USER' | 'WORKDIR';

/**
 * What the steps told so far have set, so that what the config has beyond it can be said: tools that change an image without
 * a Dockerfile note no steps for it. A value of null is not known: it holds variables, say.
 */
export class StepEffects {
  /** Instructions met, in capitals. */
  readonly seen = new Set<string>();
  readonly env = new Map<string, string | null>();
  readonly labels = new Map<string, string | null>();
  readonly #set = new Map<Setting, string | null>();
  readonly #added: Readonly<Record<Adding, Set<string>>> = { EXPOSE: new Set(), VOLUME: new Set() };
  readonly #isUnsure = new Set<Adding>();

  setWords(instruction: 'CMD' | 'ENTRYPOINT', words: readonly string[]): void {
    this.#set.set(instruction, JSON.stringify(words));
  }

  setText(instruction: 'STOPSIGNAL' | 'USER' | 'WORKDIR', text: string, mayHaveVariables: boolean): void {
    const isKnown = !(mayHaveVariables && /[$"'\\`]/.test(text)) && (instruction !== 'WORKDIR' || text.startsWith('/'));
    this.#set.set(instruction, isKnown ? sameForm(instruction, text) : null);
  }

  add(instruction: Adding, items: readonly string[]): void {
    for (const item of items) {
      // Ranges and variables: what they come to is not known.
      if (/\$|^\d+-/.test(item)) this.#isUnsure.add(instruction);
      this.#added[instruction].add(instruction === 'EXPOSE' ? withProtocol(item) : item);
    }
  }

  /** Whether the steps set another value than the config has. */
  differs(instruction: Setting, config: RunConfig): boolean {
    if (!this.#set.has(instruction)) return !this.seen.has(instruction);
    const set = this.#set.get(instruction) ?? null;
    return set !== null && set !== configValue(instruction, config);
  }

  /** Those of the config that no step adds. */
  missing(instruction: Adding, items: readonly string[]): string[] {
    if (this.#isUnsure.has(instruction)) return [];
    const added = this.#added[instruction];
    return items.filter((item) => !added.has(instruction === 'EXPOSE' ? withProtocol(item) : item));
  }
}

function configValue(instruction: Setting, run: RunConfig): string {
  if (instruction === 'CMD') return JSON.stringify(run.cmd ?? []);
  if (instruction === 'ENTRYPOINT') return JSON.stringify(run.entrypoint ?? []);
  if (instruction === 'STOPSIGNAL') return run.stopSignal ?? '';
  return sameForm(instruction, (instruction === 'USER' ? run.user : run.workingDir) ?? '');
}

/** Builders write folders with and without the slash at their end, and on Windows with either slash. */
function sameForm(instruction: Setting, text: string): string {
  const path = instruction === 'WORKDIR' ? text.replaceAll('\\', '/') : text;
  return instruction === 'WORKDIR' && path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

const withProtocol = (port: string): string => (port.includes('/') ? port : `${port}/tcp`);
