import { booleanOf, itemsOf, member, membersOf, stringOf } from '../../json/json-access.ts';
import type { JsonNode } from '../../json/json-node.ts';
import { goString } from './go-json.ts';

/**
 * Writes Docker's `container.Config` as Go would after reading it from an image config: known fields only, in the order
 * of the struct, absent ones as zero values. Docker 29 leaves out an absent OnBuild, all before write null.
 * @param node what the image config has there; undefined gives the zero struct
 * @see moby/moby, api/types/container/config.go (v1.10 to v29)
 */
export function goContainerConfig(node: JsonNode | undefined, options: { readonly onBuildNull: boolean }): string {
  const fields: string[] = [];
  const at = (key: string): JsonNode | undefined => member(node, key);
  const write = (key: string, value: string): void => void fields.push(`"${key}":${value}`);
  const writeText = (key: string): void => write(key, goString(stringOf(at(key)) ?? ''));
  const writeBoolean = (key: string): void => write(key, String(booleanOf(at(key)) ?? false));
  const writeIf = (key: string, value: string | null): void => {
    if (value !== null) write(key, value);
  };
  writeText('Hostname');
  writeText('Domainname');
  writeText('User');
  writeBoolean('AttachStdin');
  writeBoolean('AttachStdout');
  writeBoolean('AttachStderr');
  writeIf('ExposedPorts', nonEmpty(emptyStructs(at('ExposedPorts'))));
  writeBoolean('Tty');
  writeBoolean('OpenStdin');
  writeBoolean('StdinOnce');
  write('Env', list(at('Env')));
  write('Cmd', list(at('Cmd')));
  writeIf('Healthcheck', healthcheck(at('Healthcheck')));
  writeIf('ArgsEscaped', booleanOf(at('ArgsEscaped')) === true ? 'true' : null);
  writeText('Image');
  write('Volumes', emptyStructs(at('Volumes')));
  writeText('WorkingDir');
  write('Entrypoint', list(at('Entrypoint')));
  writeIf('NetworkDisabled', booleanOf(at('NetworkDisabled')) === true ? 'true' : null);
  writeIf('MacAddress', nonEmptyText(at('MacAddress')));
  const onBuild = list(at('OnBuild'));
  if (options.onBuildNull || !['null', '[]'].includes(onBuild)) write('OnBuild', onBuild);
  write('Labels', textMap(at('Labels')));
  writeIf('StopSignal', nonEmptyText(at('StopSignal')));
  writeIf('StopTimeout', integer(at('StopTimeout')));
  writeIf('Shell', nonEmpty(list(at('Shell'))));
  return `{${fields.join(',')}}`;
}

/** Health check fields are all left out when zero; times are whole nanoseconds. */
function healthcheck(node: JsonNode | undefined): string | null {
  if (node?.kind !== 'object') return null;
  const fields: string[] = [];
  const test = nonEmpty(list(member(node, 'Test')));
  if (test !== null) fields.push(`"Test":${test}`);
  for (const key of ['Interval', 'Timeout', 'StartPeriod', 'StartInterval', 'Retries']) {
    const value = integer(member(node, key));
    if (value !== null && value !== '0') fields.push(`"${key}":${value}`);
  }
  return `{${fields.join(',')}}`;
}

/** A list of texts; Docker also takes one bare text for one. */
function list(node: JsonNode | undefined): string {
  const single = stringOf(node);
  if (single !== null) return `[${goString(single)}]`;
  if (node?.kind !== 'array') return 'null';
  return `[${itemsOf(node)
    .map((item) => goString(stringOf(item) ?? ''))
    .join(',')}]`;
}

const emptyStructs = (node: JsonNode | undefined): string => sortedMap(node, () => '{}');
const textMap = (node: JsonNode | undefined): string => sortedMap(node, (value) => goString(stringOf(value) ?? ''));

/** Go writes maps by key, in byte order; of a key written twice the last one counts. */
function sortedMap(node: JsonNode | undefined, write: (value: JsonNode) => string): string {
  if (node?.kind !== 'object') return 'null';
  const values = new Map<string, string>();
  for (const { key, value } of membersOf(node)) values.set(key.value, write(value));
  const entries = [...values].sort(([a], [b]) => compareBytes(a, b));
  return `{${entries.map(([key, value]) => `${goString(key)}:${value}`).join(',')}}`;
}

/** Code points sort as their UTF-8 bytes do; UTF-16 units, which `<` compares, do not. */
function compareBytes(a: string, b: string): number {
  const left = Array.from(a, (character) => character.codePointAt(0) ?? 0);
  const right = Array.from(b, (character) => character.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const nonEmpty = (text: string): string | null => (text === 'null' || text === '[]' || text === '{}' ? null : text);

function nonEmptyText(node: JsonNode | undefined): string | null {
  const text = stringOf(node);
  return text === null || text === '' ? null : goString(text);
}

const integer = (node: JsonNode | undefined): string | null =>
  node?.kind === 'number' && /^-?\d+$/.test(node.text) ? node.text : null;
