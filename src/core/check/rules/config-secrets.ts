import type { FileRole } from '../../dump/dump-model.ts';
import { itemsOf, member, membersOf, stringOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { pointerOf } from '../../json/json-pointer.ts';
import { isSecretSetting, secretSpans } from '../../oci/secret-spans.ts';
import { defineRule } from '../define-rule.ts';

/** Of all texts of one config together: real ones have a few thousand characters. */
const LOOKED_THROUGH = 2_000_000;
/** So much before a secret is looked at for what kind it is. */
const NAME_CHARACTERS = 60;

/**
 * A config is passed on in clear text, with all that was set or typed while the image was built. A note: names are a guess, and
 * nothing is wrong with the dump.
 */
export const configSecrets = defineRule({
  codes: ['secret-in-config'],
  spec: 'OCI image-spec, config.md, "Env", "Labels", "Entrypoint", "Cmd", "history"; moby, image/spec/v1.md, "container_config"',
  *run({ model, documents }) {
    // What Docker wrote before 1.10, and still writes beside a config, repeats for every layer what is set: each is told once.
    const toldOfLegacy = new Set<string>();
    const configs = model.files.filter(({ role }) => role === 'image-config');
    const legacy = model.files.filter(({ role }) => LEGACY.has(role));
    let leftOfLegacy = LOOKED_THROUGH;
    for (const { path, role } of [...configs, ...legacy]) {
      const root = documents.get(path)?.root;
      if (root?.kind !== 'object') continue;
      const isLegacy = role !== 'image-config';
      const told = isLegacy ? toldOfLegacy : new Set<string>();
      let left = isLegacy ? leftOfLegacy : LOOKED_THROUGH;
      for (const { pointer, text, name } of textsOf(root)) {
        if ((left -= text.length) < 0) break;
        const secret = name === null ? firstIn(text, told) : isSecretSetting(name, text) ? { name, value: text } : null;
        // A config says a setting at one place; container_config, and the descriptions of further layers, say it again.
        const isAgain = isLegacy || pointer.startsWith('/container_config/');
        if (secret === null || (isAgain && told.has(secret.value))) continue;
        told.add(secret.value);
        toldOfLegacy.add(secret.value);
        // Builders leave the quotes out of steps: there a value with blanks is found by its first word.
        told.add(secret.value.slice(0, Math.max(0, `${secret.value} `.indexOf(' '))));
        const args = { pointer, kind: kindOf(secret.name) };
        yield { code: 'secret-in-config', severity: 'note', path, pointer, args };
      }
      if (isLegacy) leftOfLegacy = left;
    }
  },
});

const LEGACY: ReadonlySet<FileRole> = new Set<FileRole>(['legacy-layer-json', 'legacy-v1-config']);

interface ConfigText {
  readonly pointer: string;
  readonly text: string;
  /** Of a setting; null for a command or a step of the history, which is a text of its own. */
  readonly name: string | null;
}

/** Settings first: steps of the history mostly say again what they set. */
function* textsOf(root: JsonNode): Generator<ConfigText> {
  // container_config: the container in which the last step ran, with the step itself as its command.
  for (const key of ['config', 'container_config']) yield* settingsOf(member(root, key), `/${key}`);
  for (const [i, item] of itemsOf(member(root, 'history')).entries()) {
    yield { pointer: `/history/${i}/created_by`, name: null, text: stringOf(member(item, 'created_by')) ?? '' };
  }
}

function* settingsOf(config: JsonNode | undefined, at: string): Generator<ConfigText> {
  for (const [i, item] of itemsOf(member(config, 'Env')).entries()) {
    const [name = '', ...value] = (stringOf(item) ?? '').split('=');
    yield { pointer: `${at}/Env/${i}`, name, text: value.join('=') };
  }
  for (const { key, value } of membersOf(member(config, 'Labels'))) {
    yield { pointer: pointerOf(`${at}/Labels`, key.value), name: key.value, text: stringOf(value) ?? '' };
  }
  const lists = [
    [member(config, 'Entrypoint'), `${at}/Entrypoint`],
    [member(config, 'Cmd'), `${at}/Cmd`],
    [member(config, 'OnBuild'), `${at}/OnBuild`],
    [member(member(config, 'Healthcheck'), 'Test'), `${at}/Healthcheck/Test`],
  ] as const;
  for (const [list, pointer] of lists) {
    const words = itemsOf(list).flatMap((item) => stringOf(item) ?? []);
    if (words.length > 0) yield { pointer, name: null, text: words.join(' ') };
  }
}

/** The first secret of a step that no setting was told for. */
function firstIn(text: string, told: ReadonlySet<string>): { readonly name: string; readonly value: string } | null {
  for (const { start, end } of secretSpans(text)) {
    const value = text.slice(start, end);
    if (!told.has(value)) return { name: text.slice(Math.max(0, start - NAME_CHARACTERS), start), value };
  }
  return null;
}

/** By what stands before it. */
function kindOf(name: string): string {
  const last = [...name.matchAll(/token|passw|passphrase|pwd|key|credential/gi)].at(-1)?.[0].toLowerCase();
  if (last === 'token' || last === 'key') return last;
  return last === undefined ? 'secret' : last === 'credential' ? 'secret' : 'password';
}
