import { expect, test } from 'vitest';
import { expectedTensors } from '../../core/models/expected-tensors';
import { goldenConfig } from '../testing/golden';
import { isDecayed } from './adamw';

const configs = import.meta.glob<unknown>(
  '../../fixtures/golden/{bert,distilbert,xlm-roberta,mpnet}-micro/config.json',
  {
    eager: true,
    import: 'default',
  },
);

test.each(Object.values(configs).map(goldenConfig))(
  '$family: tables and matrices are decayed; vectors and biases by relative position are not',
  (config) => {
    for (const [name, shape] of expectedTensors(config))
      expect(isDecayed(name), name).toBe(shape.length === 2 && !name.includes('relative_attention_bias'));
  },
);

test('the four families are there', () => {
  expect(Object.keys(configs).length).toBe(4);
});
