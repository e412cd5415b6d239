import { expect, test } from 'vitest';
import { pathStops, type PathStop } from './path-stops.ts';
import { pathStep as step } from '../testing/path-step.ts';
import type { LayerRow, PathStep } from './shown-types.ts';

const layers = (states: readonly LayerRow['state'][]): LayerRow[] =>
  states.map((state, layer) => ({ layer, state }) as LayerRow);
const history = (steps: PathStep[], isThere: boolean[] = []) => ({ steps, isThere });
const told = (stops: readonly PathStop[]): string =>
  stops
    .map((stop) =>
      stop.kind === 'step' ? `${stop.layer}:${stop.step.kind}` : `${stop.layer}-${stop.last}:${stop.state}`,
    )
    .join(' ');

test('each layer has its stop, with what was there before', () => {
  const read = layers(['read', 'read', 'read', 'read']);
  expect(told(pathStops(read, history([step('added', 1), step('whiteout', 3)], [false, true, true, false])))).toBe(
    '0-0:gone 1:added 2-2:there 3:whiteout',
  );
});

test('a layer may take away and put anew', () => {
  expect(
    told(pathStops(layers(['read', 'read', 'read']), history([step('added', 0), step('opaque', 1), step('added', 1)]))),
  ).toBe('0:added 1:opaque 1:added 2-2:there');
});

test('long quiet runs are one stop; a layer that was not read is no quiet one', () => {
  const many = layers(Array.from({ length: 60 }, (_, i) => (i === 50 ? 'unread' : 'read')));
  expect(told(pathStops(many, history([step('added', 2)])))).toBe(
    '0-0:gone 1-1:gone 2:added 3-49:there 50-50:unknown 51-59:there',
  );
  expect(pathStops([], history([]))).toEqual([]);
});

test('a folder that no entry names is there where something lies below it', () => {
  const read = layers(['read', 'read', 'read', 'read', 'unread']);
  expect(told(pathStops(read, history([], [false, true, true, false, false])))).toBe(
    '0-0:gone 1-1:implied 2-2:implied 3-3:gone 4-4:unknown',
  );
  expect(
    told(pathStops(read, history([step('added', 0), step('whiteout', 1)], [true, true, true, false, false]))),
  ).toBe('0:added 1:whiteout 2-2:implied 3-3:gone 4-4:unknown');
});
