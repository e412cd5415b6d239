import { expect, test } from 'vitest';
import { parseJson } from '../../core/json/parse-json.ts';
import { type ConfigView, readConfig } from '../../core/oci/config.ts';
import { baseInDump } from './base-in-dump.ts';
import type { ExplorerSession } from './explorer-session.ts';

/** A config of so many layers, each with a step, and one step without a layer behind them. */
function config(layers: readonly string[], suffix = ''): ConfigView {
  const history = [
    ...layers.map((name) => ({ created_by: `RUN ${name}${suffix}` })),
    { created_by: `CMD ${layers.join()}`, empty_layer: true },
  ];
  return configOf(layers, history);
}
function configOf(layers: readonly string[], history: readonly object[]): ConfigView {
  const json = { rootfs: { type: 'layers', diff_ids: layers.map((name) => `sha256:${name.repeat(64)}`) }, history };
  return readConfig(parseJson('config.json', Buffer.from(JSON.stringify(json))));
}
/** Image 0 is the one that is asked about. */
const baseOf = (...configs: (ConfigView | null)[]) => {
  const session = {
    model: { images: configs.map((_, i) => ({ tags: [`image:${String(i)}`] })) },
    configOf: (image: number) => configs[image] ?? null,
  } as unknown as ExplorerSession;
  return configs[0] ? baseInDump(session, 0, configs[0]) : null;
};

const steps = (...names: string[]) => names.map((by) => ({ created_by: `RUN ${by}` }));
const own = configOf(
  ['a', 'b', 'c'],
  [...steps('a', 'b'), { created_by: 'CMD a,b', empty_layer: true }, ...steps('c')],
);

test('the image with the most of its layers is the base, up to the end of that history', () => {
  const nearest = config(['a', 'b']);
  const farther = configOf(['a'], steps('a'));
  expect(baseOf(own, farther, nearest, null)).toMatchObject({ end: 3, name: 'image:2' });
  expect(baseOf(own, farther)).toMatchObject({ end: 1, name: 'image:1' });
});

test('an image with other layers, other steps, as many layers, or none at all is not', () => {
  expect(baseOf(own, config(['b']))).toBeNull();
  expect(baseOf(own, config(['a', 'b'], 'x'))).toBeNull();
  expect(baseOf(own, own)).toBeNull();
  expect(baseOf(own, configOf([], []))).toBeNull();
  expect(baseOf(own, configOf(['a'], []))).toBeNull();
});
