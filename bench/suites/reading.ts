import { atLeast, inPairs, median, type Figure } from '../figure.ts';
import type { Bench } from '../lab.ts';
import { orReason, withBench, type SuiteContext } from './suite.ts';

const WANTED = 60;

/** How fast JSON Lines become training rows, and the heap that they take: in memory, and past what stays there. */
export async function measureReading({ lab, quick, say }: SuiteContext): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const megabytes of quick ? [20] : [100, 400]) {
    const subject = `JSON Lines, ${megabytes} MB of triplets`;
    say(subject);
    figures.push(
      ...(await orReason(subject, 'reading', () =>
        withBench(lab, (bench) => measure(bench, subject, megabytes * 1e6)),
      )),
    );
  }
  return figures;
}

async function measure(bench: Bench, subject: string, bytes: number): Promise<Figure[]> {
  await bench.call('ours', 'makeRows', { bytes });
  const before = await bench.heapBytes();
  const pairs = await inPairs(
    3,
    () => bench.call('ours', 'readRows', {}),
    () => bench.call('ours', 'parseRows', {}),
  );
  const rate = (ms: number): number => bytes / 1e3 / ms;
  const rates = pairs.map(({ ours }) => rate(ours.ms));
  const last = pairs.at(-1)?.ours;
  return [
    {
      subject,
      figure: 'reading',
      unit: 'MB/s',
      ours: median(rates),
      other: { name: 'decode and parse', value: median(pairs.map(({ other }) => rate(other.ms))) },
      ratio: median(pairs.map(({ ours, other }) => other.ms / ours.ms)),
      reach: atLeast(median(rates), WANTED, `${WANTED} MB/s`),
      note: `${last?.rows ?? 0} rows, kept in ${last?.stored === true ? 'storage' : 'memory'}`,
    },
    {
      subject,
      figure: 'JavaScript heap that the rows take',
      unit: 'MB',
      ours: ((await bench.heapBytes()) - before) / 1e6,
    },
  ];
}
