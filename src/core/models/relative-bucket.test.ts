import { expect, test } from 'vitest';
import { relativeBucket } from './relative-bucket';

/**
 * Worked out from the published formula with 32 buckets up to a distance of 128: 16 a direction, 8 of them exact, and
 * the k-th of the others begins at 8 * (128 / 8)^(k / 8) = 8 * 2^(k / 2), that is 8, 11.3, 16, 22.6, 32, 45.3, 64, 90.5.
 */
const FIRST_OF_BUCKET = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 23, 32, 46, 64, 91];

test.each(FIRST_OF_BUCKET.map((from, bucket) => [from, bucket]))(
  'distance %i behind begins bucket %i',
  (from, bucket) => {
    expect(relativeBucket(-from, 32)).toBe(bucket);
    if (from > 0) expect(relativeBucket(1 - from, 32)).toBe(bucket - 1);
  },
);

test('keys ahead of the query have the other half of the buckets', () => {
  for (let distance = 1; distance < 600; distance++)
    expect(relativeBucket(distance, 32)).toBe(16 + relativeBucket(-distance, 32));
  expect(relativeBucket(0, 32)).toBe(0);
});

test('everything far away shares the last bucket', () => {
  expect([-91, -128, -129, -511].map((d) => relativeBucket(d, 32))).toEqual([15, 15, 15, 15]);
  expect([91, 128, 129, 511].map((d) => relativeBucket(d, 32))).toEqual([31, 31, 31, 31]);
});
