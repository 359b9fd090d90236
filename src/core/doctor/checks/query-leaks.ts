import type { EvaluationData } from '../../data/evaluation-data';
import type { Check, Closing, Outcome } from '../check';
import { comparedPart, markedPart, WorstExamples, type Show } from '../examples';
import type { Finding } from '../finding';
import type { FixName } from '../fixes';
import { measuredQueries, type MeasuredTexts } from '../measured-texts';
import { indexNear } from '../near-index';
import { outcome } from '../outcome';
import { indexParaphrases } from '../paraphrase-index';
import { Remedy } from '../remedy';
import { Tally } from '../tally';

/**
 * Rows whose query is one that an evaluation set measures with: the same (training leaves those out anyway), nearly the
 * same, or about the same words. A row is reported once, at the first of these.
 */
export function queryLeaks(evaluations: readonly EvaluationData[]): Check {
  const measured = measuredQueries(evaluations);
  const near = indexNear(measured.texts, 'query');
  const paraphrases = indexParaphrases(measured.texts);
  const [same, nearly, alike] = [new Leaks(measured), new Leaks(measured), new Leaks(measured)];
  return {
    visit({ row, index, query, querySketch }) {
      const at = measured.numberOf(query);
      if (at !== undefined) {
        same.add(index, at, 1);
        return;
      }
      const close = near.find(querySketch);
      if (close !== undefined) {
        nearly.add(index, close.at, close.similarity);
        return;
      }
      const about = paraphrases.find(row.query);
      if (about !== undefined) alike.add(index, about.at, about.similarity);
    },
    finish: (closing) => [
      ...same.outcome(closing, null, {
        check: 'query also in the evaluation data',
        severity: 'error',
        explanation:
          'A model that was trained on the question it is measured with looks better than it is. Training leaves out every row whose query it measures with.',
      }),
      ...nearly.outcome(closing, 'near-leaks', {
        check: 'query nearly the same as one in the evaluation data',
        severity: 'warning',
        explanation: 'Only a few letters differ, so the figures would flatter the model all the same.',
      }),
      ...alike.outcome(closing, 'paraphrase-leaks', {
        check: 'query in the words of one in the evaluation data',
        severity: 'warning',
        explanation:
          'The same words in another order or form: probably the same question, so the figures would flatter the model.',
      }),
    ],
  };
}

/** Rows that leak in one way. */
class Leaks {
  readonly #measured: MeasuredTexts;
  readonly #does = new Remedy();
  readonly #examples = new WorstExamples();
  readonly #tally = new Tally();
  #count = 0;

  constructor(measured: MeasuredTexts) {
    this.#measured = measured;
  }

  add(index: number, at: number, similarity: number): void {
    this.#count++;
    this.#does.rows.push(index);
    this.#tally.add(this.#measured.places[at] ?? []);
    this.#examples.add(index, similarity, showBeside(this.#measured, at));
  }

  outcome(
    closing: Closing,
    fix: FixName | null,
    said: Pick<Finding, 'check' | 'severity' | 'explanation'>,
  ): Outcome[] {
    return outcome(
      {
        ...said,
        unit: 'row',
        count: this.#count,
        of: closing.rows,
        parts: this.#tally.list(),
        examples: this.#examples,
        fix: fix === null ? 'always' : { name: fix, does: this.#does },
      },
      closing,
    );
  }
}

function showBeside({ texts, places, ids }: MeasuredTexts, at: number): Show {
  const [other = '', id = ''] = [texts[at], ids[at]];
  const place = `${(places[at] ?? []).join(', ')}: ${id}`;
  return ({ query }) => ({
    text: query,
    parts:
      query === other
        ? [markedPart('query', query), markedPart('evaluation query', other, place)]
        : [comparedPart('query', query, other), comparedPart('evaluation query', other, query, place)],
  });
}
