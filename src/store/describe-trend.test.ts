import { describe, expect, it } from 'vitest';
import { describeTrend } from './describe-trend';

describe('describeTrend', () => {
  it('says that there is nothing yet', () => {
    expect(describeTrend('Loss', [], [])).toBe('Loss: no values yet.');
  });
  it('gives one value without a direction', () => {
    expect(describeTrend('Loss', [1], [2.5])).toBe('Loss: 2.50 at step 1.');
  });
  it('sees the direction through noise', () => {
    const values = Array.from({ length: 40 }, (_, i) => 3 - i / 20 + (i % 2) / 5);
    const steps = values.map((_, i) => i + 1);
    expect(describeTrend('Loss', steps, values)).toBe('Loss: 1.25 at step 40, falling; 3.00 at step 1.');
    expect(
      describeTrend(
        'Up',
        steps,
        values.map((x) => -x),
      ),
    ).toContain('rising');
  });
  it('calls a curve that swings about one value level', () => {
    expect(describeTrend('Norm', [1, 2, 3, 4], [1, 2, 2, 1])).toContain('level');
  });
});

it('places without a value do not count', () => {
  expect(describeTrend('A run', [0, 5, 10, 20], [NaN, 1, 2, NaN])).toBe(
    'A run: 2.00 at step 10, rising; 1.00 at step 5.',
  );
});
