import type { Check } from '../check';
import { markedPart, WorstExamples } from '../examples';
import { guessLanguage } from '../language';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';

/** What texts are written in, as far as it can be told. */
export interface Languages extends Check {
  /** Rows by language, or by script where the language is unclear; the most frequent first. */
  rowsOf(): { readonly name: string; readonly rows: number }[];
}

/** Rows in another script, or clearly in another language, than most. */
export function languages(): Languages {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const ofRow: number[] = [];
  const counts: number[] = [];
  const rowsOf = () =>
    names
      .map((name, number) => ({ name: describe(name), rows: counts[number] ?? 0 }))
      .sort((a, b) => b.rows - a.rows);
  return {
    visit({ row }) {
      const { script, language } = guessLanguage(`${row.query} ${row.positives[0] ?? ''}`);
      const name = `${script}/${language ?? ''}`;
      let number = numbers.get(name);
      if (number === undefined) {
        number = names.push(name) - 1;
        numbers.set(name, number);
      }
      ofRow.push(number);
      counts[number] = (counts[number] ?? 0) + 1;
    },
    rowsOf,
    finish(closing) {
      const examples = new WorstExamples();
      const does = new Remedy();
      const most = counts.indexOf(Math.max(...counts));
      const strange = names.map((name) => isOther(name, names[most] ?? name));
      ofRow.forEach((number, index) => {
        if (strange[number] !== true) return;
        does.rows.push(index);
        const name = describe(names[number] ?? '');
        examples.add(index, -(counts[number] ?? 0), (row) => ({
          text: `${name}: ${row.query}`,
          parts: [markedPart(`query, ${name}`, row.query), markedPart('positive', row.positives[0] ?? '')],
        }));
      });
      const parts = rowsOf().map(({ name, rows }) => ({ name, count: rows }));
      return outcome(
        {
          check: 'rows in another language or script',
          severity: 'note',
          unit: 'row',
          count: does.rows.length,
          of: closing.rows,
          explanation:
            'Guessed from the letters and from frequent words. Fine for a model of many languages; most small models know one.',
          parts,
          examples,
          fix: { name: 'other-languages', does },
        },
        closing,
      );
    },
  };
}

/** Whether a row is surely not in the language of most rows. */
function isOther(name: string, most: string): boolean {
  const [[script = '', language = ''], [mainScript = '', mainLanguage = '']] = [
    name.split('/'),
    most.split('/'),
  ];
  if (script === 'no letters' || mainScript === 'no letters') return false;
  return script !== mainScript || (language !== '' && mainLanguage !== '' && language !== mainLanguage);
}

function describe(name: string): string {
  const [script = '', language = ''] = name.split('/');
  if (language !== '') return language;
  return script === 'Latin' ? 'Latin script, language unclear' : script;
}
