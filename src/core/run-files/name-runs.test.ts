import { expect, test } from 'vitest';
import { nameRuns } from './name-runs';

test.each([
  [['run.trec', 'bm25.txt.gz', 'folder/dense.run.json', 'dl19.qrels'], 'run, bm25, dense.run, dl19'],
  [['a/run.trec', 'b/run.trec', 'c/other.trec'], 'a/run, b/run, other'],
  [['run.trec', 'run.trec', 'run.txt'], 'run (1), run (2), run (3)'],
])('names %j', (paths, names) => {
  expect(nameRuns(paths).join(', ')).toBe(names);
});
