/**
 * Turns stage-1 rows into rows of two paradigms, for the study's grid of paradigms: each row becomes the query with its
 * labelled passage (human) and the query with the passage that a language model wrote for it (zero-shot), the latter
 * without its negative and only where the passage was verified. `npx tsx bench/paradigm-rows.ts IN.jsonl OUT.jsonl`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface StageOneLine {
  readonly query: string;
  readonly query_id?: string;
  readonly positive: string;
  readonly positive_id?: string;
  readonly synthetic_positive?: string;
  readonly verified?: boolean;
}

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined)
  throw new Error('usage: npx tsx bench/paradigm-rows.ts IN.jsonl OUT.jsonl');

const lines = readFileSync(from, 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => JSON.parse(line) as StageOneLine); // a file of the project's own form; Kennel checks what comes out

const rows = lines.flatMap(({ query, query_id, positive, positive_id, synthetic_positive, verified }) => [
  { query, query_id, positive, positive_id, paradigm: 'human' },
  ...(synthetic_positive === undefined || verified === false
    ? []
    : [{ query, query_id, positive: synthetic_positive, paradigm: 'zero-shot' }]),
]);
writeFileSync(to, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
console.log(`${rows.length} rows of ${lines.length}`);
