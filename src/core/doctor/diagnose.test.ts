import { expect, test } from 'vitest';
import { diagnose, diagnoseFor } from './diagnose';
import type { FixName } from './fixes';
import type { Stage } from './run-checks';
import { evaluationOf, rowsOf } from './testing';

type Rows = Parameters<typeof rowsOf>;

async function find(rows: Rows, ...evaluations: ReturnType<typeof evaluationOf>[]) {
  const { findings } = await diagnose(rowsOf(...rows), evaluations);
  return findings.map(({ check, count, examples }) => [check, count, examples.map(({ line }) => line)]);
}

const EMBER = 'What the ember drawer of the old stove is for, and how to empty it safely after use';

test('sound rows give no finding, in scripts without spaces neither', async () => {
  expect(
    await find([
      { query: 'a query', positives: ['a passage'], negatives: ['a negative'] },
      { query: 'another question', positives: ['some other passage'] },
    ]),
  ).toEqual([]);
  expect(await find([{ query: '図書館の場所', positives: ['駅の近くにあります'] }])).toEqual([]);
});

// Rows that trip a check, and rows beside them that nearly do.
test.each<[check: string, lines: number[], rows: Rows]>([
  [
    'negative equals positive',
    [1],
    [
      { query: 'a first', positives: ['the passage'], negatives: ['a wrong', 'The  Passage '] },
      { query: 'a second', positives: ['that passage'], negatives: ['that passage!'] },
    ],
  ],
  [
    'same query and positive again',
    [2, 5],
    [
      { query: 'a query', positives: ['a passage'] },
      { query: 'A  query', positives: ['a passage'] },
      { query: 'cafe\u0301 times', positives: ['one passage'] },
      { query: 'cafe times', positives: ['one passage'] },
      { query: 'caf\u00e9 times', positives: ['one passage'] },
    ],
  ],
  [
    'same query and positive but for punctuation',
    [2],
    [
      { query: 'the year\u2019s end', positives: ['it ends.'] },
      { query: "the year's end?", positives: ['It ends'] },
      { query: 'learn c++', positives: ['one language'] },
      { query: 'learn c#', positives: ['one language'] },
    ],
  ],
  [
    'nearly the same query and positive',
    [2],
    [
      { query: 'how to empty the ember drawer', positives: [EMBER] },
      { query: 'how to empty the ember drawers', positives: [`${EMBER}.`] },
      {
        query: 'how to empty the ember drawer',
        positives: ['Ask the dealer for the leaflet, which says it.'],
      },
      { query: 'may it stand in a bedroom', positives: [EMBER] },
      { query: 'how to empty the ember drawer 2', positives: [EMBER] },
    ],
  ],
  [
    'query equals positive',
    [1],
    [
      { query: 'same text', positives: ['Same text'] },
      { query: 'such text', positives: ['such a text'] },
    ],
  ],
  [
    'texts of one word',
    [3, 1],
    [
      { query: 'wording', positives: ['two words'] },
      { query: 'two words', positives: ['three more words'] },
      { query: 'a question', positives: ['an answer'], negatives: ['- no -'] },
    ],
  ],
  [
    'conflicting labels',
    [2],
    [
      { query: 'a query', positives: ['right one'], negatives: ['wrong one'] },
      { query: 'A query', positives: ['the third'], negatives: ['Right one'] },
      { query: 'b query', positives: ['the fourth'], negatives: ['right one'] },
    ],
  ],
  [
    'synthetic passages that are not verified',
    [2],
    [
      { query: 'a query', synthetic: { text: 'it is', verified: true } },
      { query: 'b query', synthetic: { text: 'it was', verified: false } },
    ],
  ],
  [
    'queries with several positives',
    [2, 3],
    [
      { query: 'a query', positives: ['one passage'] },
      { query: 'A query', positives: ['two passages'] },
      { query: 'b query', positives: ['three passages', 'four passages'] },
      { query: 'c query', positives: ['five passages', 'Five passages'] },
    ],
  ],
  [
    'rows in another language or script',
    [4, 5],
    [
      { query: 'where is the key of the house', positives: ['the key is in the drawer of the hall'] },
      { query: 'who has it', positives: ['the owner of the house has it for now'] },
      { query: 'Kfz BMW 320d', positives: ['Bosch 0261 Motronic'] },
      { query: 'wo ist der Schlüssel', positives: ['er ist in der Lade und nicht im Flur'] },
      { query: 'где ключ', positives: ['ключ лежит в ящике'] },
    ],
  ],
])('%s: lines %j', async (check, lines, rows) => {
  const found = await find(rows);
  expect(found.find(([name]) => name === check)).toEqual([check, lines.length, lines]);
});

test('the query of an evaluation set: the same, nearly, and in other words, each row once and per split', async () => {
  const rows: Rows = [
    { query: 'How long does the battery take to charge' },
    { query: 'how long does the battery take to charge??' },
    { query: 'charging the long battery: how much time does that take' },
    { query: 'the battery takes long to charge, does it' },
    { query: 'where can I buy a battery' },
    { query: 'a query to train on' },
  ];
  const question = 'how long does the battery take to charge';
  const first = evaluationOf('first', { train: ['a query to train on'], dev: [question], test: [question] });
  const { findings } = await diagnose(rowsOf(...rows), [first, evaluationOf('second', { test: [question] })]);
  expect(findings.map(({ check, count, fix }) => [check, count, fix])).toEqual([
    ['query also in the evaluation data', 1, 'always'],
    ['query nearly the same as one in the evaluation data', 1, 'near-leaks'],
    ['query in the words of one in the evaluation data', 1, 'paraphrase-leaks'],
  ]);
  expect(findings.map(({ examples }) => examples.map(({ line }) => line))).toEqual([[1], [2], [4]]);
  expect(findings[0]?.parts).toEqual([
    { name: 'first dev', count: 1 },
    { name: 'first test', count: 1 },
    { name: 'second test', count: 1 },
  ]);
});

test('passages of an evaluation set: answers, with their title or nearly the same, and the rest of the corpus', async () => {
  const corpus = ['the text of the first', EMBER, 'a third passage that nobody asks for'];
  const rows: Rows = [
    { query: 'one query', positives: ['title The text of the first'] },
    { query: 'two queries', positives: [`${EMBER}, they say`] },
    { query: 'three queries', positives: ['A third passage that nobody asks for'] },
    { query: 'four queries', positives: ['something else'] },
  ];
  const { findings } = await diagnose(rowsOf(...rows), [
    evaluationOf('e', { test: ['first question', 'second question'] }, corpus),
  ]);
  expect(findings.map(({ check, parts, fix }) => ({ check, parts, fix }))).toEqual([
    {
      check: 'passage that answers an evaluation query',
      parts: [
        { name: 'e test', count: 1 },
        { name: 'e test, nearly the same', count: 1 },
      ],
      fix: 'passage-leaks',
    },
    { check: 'passage also in the evaluation corpus', parts: [{ name: 'e', count: 2 }], fix: null },
  ]);
});

test('counts all and shows five, short, with their place and what matters marked', async () => {
  const rows = Array.from({ length: 8 }, (_, i) => {
    const text = `query ${i}\n${'x '.repeat(300)}`;
    return { query: text, positives: [text] };
  });
  const { findings } = await diagnose(rowsOf(...rows), []);
  const found = findings.find(({ check }) => check === 'query equals positive');
  expect(found).toMatchObject({ count: 8, share: 1, severity: 'warning', fix: 'equal-positives' });
  expect(found?.examples.map(({ file, line }) => `${file}:${line}`)).toEqual(
    [1, 2, 3, 4, 5].map((line) => `f.jsonl:${line}`),
  );
  for (const { text, parts } of found?.examples ?? []) {
    expect(text.length).toBeLessThan(100);
    expect(parts[0]?.segments[0]?.marked).toBe(true);
    expect(parts.flatMap(({ segments }) => segments).every(({ text: shown }) => shown.length < 300)).toBe(
      true,
    );
  }
});

test('the most severe findings first; what the rows are made of', async () => {
  const { findings, overview } = await diagnose(
    rowsOf(
      { query: 'word', paradigm: 'human' },
      { query: 'some query', positives: ['right one'], negatives: ['Right one'], paradigm: 'human' },
      { query: 'some query', positives: ['right one'], paradigm: 'zero-shot' },
    ),
    [],
  );
  expect(findings.map(({ severity }) => severity)).toEqual(['error', 'warning', 'note']);
  expect(overview).toMatchObject({
    rowsPerQuery: [
      { rows: '1', queries: 1 },
      { rows: '2', queries: 1 },
    ],
    paradigms: [
      { name: 'human', rows: 2 },
      { name: 'zero-shot', rows: 1 },
    ],
  });
});

test.each<[stage: Stage, seen: number]>([
  ['visit', 2],
  ['compare', 5],
])('cancelling while rows are under "%s" ends the work with the reason', async (last, reports) => {
  const rows = rowsOf(...Array.from({ length: 3000 }, (_, i) => ({ query: `query number ${i}` })));
  const seen: string[] = [];
  const controller = new AbortController();
  const work = diagnose(rows, [], {
    signal: controller.signal,
    onProgress: (stage, done, total) => {
      seen.push(`${stage} ${done} of ${total}`);
      if (stage === last && (done > 0 || stage === 'compare')) controller.abort(new Error('enough'));
    },
  });
  await expect(work).rejects.toThrow('enough');
  const all = ['visit 0', 'visit 1000', 'visit 2000', 'visit 3000', 'compare 0'];
  expect(seen).toEqual(all.slice(0, reports).map((done) => `${done} of 3000`));
});

test('comparing tells how far it is, up to all rows', async () => {
  const rows = rowsOf(...Array.from({ length: 500 }, (_, i) => ({ query: `query number ${i}` })));
  const compared: number[] = [];
  await diagnose(rows, [], {
    onProgress: (stage, done) => {
      if (stage === 'compare') compared.push(done);
    },
  });
  expect(compared).toEqual([...compared].sort((a, b) => a - b));
  expect(compared.length).toBeGreaterThan(20);
  expect(compared.at(-1)).toBe(500);
});

test.each<[fixes: FixName[]]>([
  [['duplicates']],
  [['near-duplicates']],
  [['equal-negatives', 'near-leaks']],
  [['one-word-texts', 'other-languages']],
])('what is found for the fixes %s alone is what all checks find for them', async (fixes) => {
  const rows = rowsOf(
    { query: 'what is the ember drawer for', positives: [EMBER], negatives: [EMBER, 'ash'] },
    { query: 'what is the ember drawer for', positives: [EMBER] },
    { query: 'what is the ember drawer four', positives: [`${EMBER}!`] },
    {
      query: 'wozu ist die Lade für die Glut',
      positives: ['Die Lade ist für die Glut und nicht für das Holz.'],
    },
  );
  const set = evaluationOf('stoves', { test: ['what are the ember drawers for'] }, ['A passage.']);
  const all = await diagnose(rows, [set]);
  const some = await diagnoseFor(fixes, rows, [set]);
  expect(some.findings.length).toBeGreaterThan(0);
  for (const fix of fixes) expect(some.remedies.get(fix)).toEqual(all.remedies.get(fix));
  expect(all.findings).toEqual(expect.arrayContaining([...some.findings]));
});
