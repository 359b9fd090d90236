import { expect, test } from 'vitest';
import { FAKE_SELF_CHECK } from '../client/fake-reports';
import { formatError, selfCheckSentence, selfCheckText } from './self-check-text';

test('the report names version, device and every check, with the reason where one failed', () => {
  expect(selfCheckText(FAKE_SELF_CHECK)).toBe(
    [
      'Kennel 0.0.0, self-check: 1 of 2 checks failed, in 2.5 s.',
      '',
      '- Device: WASM, 2 threads (no WebGPU adapter)',
      '- Backend: wasm',
      '- Threads: 2',
      '- Browser: Test/1.0',
      '- Relaxed SIMD: yes',
      '',
      '| operation | input | largest error | of | tolerance | ms | verdict |',
      '| --- | --- | ---: | --- | ---: | ---: | --- |',
      '| Attention | 127 tokens, 2 heads of 32 | 4.2e-7 | gradient of k | 1e-4 | 12 | passed |',
      '| AdamW, 3 steps | 33 x 50, 71 | – |  | 1e-4 | 3 | FAILED: the device was lost \\| for good |',
      '',
    ].join('\n'),
  );
});

test('one sentence says how it went', () => {
  expect(selfCheckSentence({ ...FAKE_SELF_CHECK, failed: 0 })).toBe('2 checks passed in 2.5 s.');
});

test('an error is two digits; exact and not compared differ', () => {
  expect([0, 1.26e-7, 0.5, 12, null].map(formatError)).toEqual(['0', '1.3e-7', '5.0e-1', '1.2e+1', '–']);
});
