import { expect, test } from 'vitest';
import { pressKey } from './map-keys';

/** Presses keys one after the other on a map of five points and tells what they asked for. */
function press(...keys: string[]): string[] {
  const asked: string[] = [];
  let at: number | null = null;
  for (const key of keys)
    pressKey(key, {
      at,
      points: 5,
      viewport: {
        zoom: (factor) => asked.push(factor > 1 ? 'closer' : 'farther'),
        showWhole: () => asked.push('whole'),
      },
      onFocus: (point) => {
        at = point;
        asked.push(`focus ${String(point)}`);
      },
      onSelect: (point) => asked.push(`select ${String(point)}`),
    });
  return asked;
}

test('arrow keys go around all points, Enter takes the one looked at', () => {
  expect(press('ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'Enter')).toEqual([
    'focus 0',
    'focus 1',
    'focus 0',
    'focus 4',
    'select 4',
  ]);
  expect(press('ArrowLeft')).toEqual(['focus 4']);
  expect(press('End', 'Home', 'Escape')).toEqual(['focus 4', 'focus 0', 'select null']);
});

test('plus, minus and nought zoom; other keys are left to the page', () => {
  expect(press('+', '-', '0')).toEqual(['closer', 'farther', 'whole']);
  expect(press('Tab', 'a')).toEqual([]);
});
