import { expect, it } from 'vitest';
import { columnsToCsv } from './series-csv';

it('writes a header and full-precision cells', () => {
  const csv = columnsToCsv([
    { name: 'step', values: [1, 2] },
    { name: 'loss, "raw"', values: new Float64Array([0.1 + 0.2, Number.NaN]) },
  ]);
  expect(csv).toBe('step,"loss, ""raw"""\r\n1,0.30000000000000004\r\n2,\r\n');
});
