import { atMost, inPairs, median, type Figure } from '../figure.ts';
import { orReason, withBench, type SuiteContext } from './suite.ts';

const SIZES = [10_000, 100_000];
const AIMED_AT = 100_000;
/** "In seconds": ten of them, on two cores. */
const SECONDS = 10;

/** The time that the checks of training rows take in the worker, beside one plain pass over the texts. */
export function measureDoctor({ lab, quick, say }: SuiteContext): Promise<Figure[]> {
  return orReason('doctor', 'all checks', () =>
    withBench(lab, async (bench) => {
      const figures: Figure[] = [];
      for (const rows of quick ? SIZES.slice(0, 1) : SIZES) {
        say(`doctor, ${rows} rows`);
        await bench.call('ours', 'rows', { count: rows });
        const time = (plain: boolean) => async (): Promise<number> =>
          (await bench.call('ours', 'checkRows', { plain })).ms;
        const measured = await inPairs(quick ? 1 : 3, time(false), time(true));
        const ms = median(measured.map(({ ours }) => ours));
        figures.push({
          subject: `doctor, ${rows.toLocaleString('en')} rows of 700 characters`,
          figure: 'all checks, against 1,000 evaluation queries',
          unit: 'ms',
          ours: ms,
          other: { name: 'hashing every text', value: median(measured.map(({ other }) => other)) },
          ratio: median(measured.map(({ ours, other }) => ours / other)),
          ...(rows === AIMED_AT ? { reach: atMost(ms / 1000, SECONDS, `${SECONDS} s`) } : {}),
        });
      }
      return figures;
    }),
  );
}
