import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Line } from '../read-lines';
import { createCsvReader, type CsvDialect, type CsvRecord } from './csv-records';

const COMMAS: CsvDialect = { delimiter: ',', quoted: true };

const linesOf = (text: string): Line[] => {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line }));
  return text.endsWith('\n') ? lines.slice(0, -1) : lines;
};

/** Parses lines that come in pieces of `size`. */
function parse(lines: readonly Line[], dialect = COMMAS, size = 1000): CsvRecord[] {
  const reader = createCsvReader(dialect);
  const records: CsvRecord[] = [];
  for (let at = 0; at < lines.length; at += size) records.push(...reader.push(lines.slice(at, at + size)));
  return [...records, ...reader.end()];
}

const parseText = (text: string) => parse(linesOf(text));

test('quoted cells hold delimiters, doubled marks and line ends; a record has the line on which it starts', () => {
  expect(parseText('a,"b,""c""\nd\n\ne"\nf,g')).toEqual([
    { line: 1, cells: ['a', 'b,"c"\nd\n\ne'] },
    { line: 5, cells: ['f', 'g'] },
  ]);
});

test('a mark that is not doubled costs its record alone, with the column of the cell', () => {
  expect(parseText('a,b\nx,"say "no" to it"\nc,d\n')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    {
      line: 2,
      column: 3,
      fault: 'a quotation mark inside a quoted cell is not doubled ("")',
      text: 'x,"say "no" to it"',
    },
    { line: 3, cells: ['c', 'd'] },
  ]);
});

test('a mark that is never closed costs the line on which its record starts', () => {
  const records = parseText('a,b\n"c,d\ne,f\n');
  expect(records).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, fault: 'a cell opens with a quotation mark that is never closed', text: '"c,d' },
    { line: 3, cells: ['e', 'f'] },
  ]);
});

test('many faulty lines are read in time that grows with their number alone', () => {
  const parsed = parseText('"open,x\nfine,y\n'.repeat(50_000));
  expect(parsed).toHaveLength(100_000);
  expect(parsed.filter((record) => 'fault' in record)).toHaveLength(50_000);
});

test('a faulty line inside a record costs that record', () => {
  const lines = [
    { line: 1, text: 'a,"b' },
    { line: 2, text: '', fault: 'the line is not valid UTF-8 text' },
    { line: 3, text: 'c"' },
    { line: 4, text: 'd\0,e', fault: 'the line contains NUL bytes' },
    { line: 5, text: 'f,g' },
  ];
  expect(parse(lines)).toEqual([
    { line: 1, fault: 'the line is not valid UTF-8 text' },
    { line: 4, fault: 'the line contains NUL bytes' },
    { line: 5, cells: ['f', 'g'] },
  ]);
});

test('a cell of 20 million characters on 200,000 lines, coming in small pieces', () => {
  const cell = `${'x'.repeat(99)}\n`.repeat(200_000);
  const [first, second] = parse(linesOf(`a,"${cell}"\nb,c\n`), COMMAS, 500);
  expect(first).toEqual({ line: 1, cells: ['a', cell] });
  expect(second).toEqual({ line: 200_002, cells: ['b', 'c'] });
});

test('without quoting each line is a record, its marks part of the text', () => {
  const tabs = { delimiter: '\t', quoted: false };
  expect(parse(linesOf('"a\t"b" c\nd\te"\n'), tabs)).toEqual([
    { line: 1, cells: ['"a', '"b" c'] },
    { line: 2, cells: ['d', 'e"'] },
  ]);
});

const SEED = 61;

test(`fuzz, seed ${SEED}: what is written as CSV is read back, in pieces of any size`, () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é', ';') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 9 }), (rows, size) => {
      const text = rows
        .map((row) =>
          row
            .map((value) => `"${value.replaceAll('"', '""')}"`)
            .join(',')
            .concat('\n'),
        )
        .join('');
      const records = parse(linesOf(text), COMMAS, size);
      let line = 1;
      const expected = rows.map((cells) => {
        const start = line;
        line += 1 + cells.join('').split('\n').length - 1;
        return { line: start, cells };
      });
      expect(records).toEqual(expected);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test(`fuzz, seed ${SEED}: any text gives records in order, and no line is lost`, () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', '"', ',', '\n', '\n', '\0') });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 5 }), (content, size) => {
      const lines = linesOf(content);
      const records = parse(lines, COMMAS, size);
      expect(records).toEqual(parse(lines));
      let next = 1;
      for (const record of records) {
        expect(record.line).toBe(next);
        const inner = 'cells' in record ? record.cells.join('').split('\n').length - 1 : 0;
        next += 1 + inner;
      }
      expect(next).toBe(lines.length + 1);
    }),
    { seed: SEED, numRuns: 2000 },
  );
});
