import type { EvaluationData } from '../../data/evaluation-data';
import type { Check } from '../check';
import { comparedPart, markedPart, plainPart, WorstExamples, type Show } from '../examples';
import { measuredAnswers, passageHashes, type MeasuredTexts } from '../measured-texts';
import { indexNear } from '../near-index';
import { NumberTable } from '../number-table';
import { outcome } from '../outcome';
import { Remedy } from '../remedy';
import { Tally } from '../tally';

/**
 * Rows with a positive that also stands in an evaluation corpus: among the answers to the queries measured with (the
 * same, or the first positive nearly the same), or anywhere in the corpus.
 */
export function passageLeaks(evaluations: readonly EvaluationData[]): Check {
  const answers = answersCheck(evaluations);
  const corpora = corpusCheck(evaluations);
  return {
    visit(visit) {
      answers.visit(visit);
      corpora.visit(visit);
    },
    finish: async (closing) => [...(await answers.finish(closing)), ...(await corpora.finish(closing))],
  };
}

function answersCheck(evaluations: readonly EvaluationData[]): Check {
  const measured = measuredAnswers(evaluations);
  const near = indexNear(measured.texts, 'passage');
  const examples = new WorstExamples();
  const does = new Remedy();
  const tally = new Tally();
  let count = 0;
  return {
    visit({ index, positives, positiveSketch }) {
      const place = positives.findIndex((positive) => measured.numberOf(positive) !== undefined);
      const same = positives[place] === undefined ? undefined : measured.numberOf(positives[place]);
      const close = same === undefined ? near.find(positiveSketch) : { at: same, similarity: 1 };
      if (close === undefined) return;
      count++;
      does.rows.push(index);
      const names = measured.places[close.at] ?? [];
      tally.add(same === undefined ? names.map((name) => `${name}, nearly the same`) : names);
      examples.add(index, close.similarity, showBeside(measured, close.at, Math.max(place, 0)));
    },
    finish: (closing) =>
      outcome(
        {
          check: 'passage that answers an evaluation query',
          severity: 'note',
          unit: 'row',
          count,
          of: closing.rows,
          explanation:
            'Usual where training and evaluation share a corpus: the passage was seen in training, its evaluation query was not. Leave the rows out to measure on unseen passages only.',
          parts: tally.list(),
          examples,
          fix: { name: 'passage-leaks', does },
        },
        closing,
      ),
  };
}

function showBeside({ texts, places, ids }: MeasuredTexts, at: number, position: number): Show {
  const [other = '', id = ''] = [texts[at], ids[at]];
  const place = `${(places[at] ?? []).join(', ')}: ${id}`;
  return ({ query, positives }) => {
    const text = positives[position] ?? '';
    const parts =
      text === other
        ? [markedPart('positive', text, `also ${place}`)]
        : [comparedPart('positive', text, other), comparedPart('evaluation passage', other, text, place)];
    return { text, parts: [plainPart('query', query), ...parts] };
  };
}

function corpusCheck(evaluations: readonly EvaluationData[]): Check {
  const known = new NumberTable();
  evaluations.forEach(({ splits }, set) => {
    for (const passage of splits[0]?.corpus ?? [])
      for (const hash of passageHashes(passage)) known.enter(hash, set);
  });
  const examples = new WorstExamples();
  const tally = new Tally();
  let count = 0;
  return {
    visit({ index, positives }) {
      const at = positives.findIndex((positive) => known.has(positive));
      const set = positives[at] === undefined ? undefined : known.get(positives[at]);
      if (set === undefined) return;
      count++;
      const name = evaluations[set]?.name ?? '';
      tally.add([name]);
      examples.add(index, 0, ({ query, positives: texts }) => ({
        text: texts[at] ?? '',
        parts: [plainPart('query', query), markedPart('positive', texts[at] ?? '', `also in ${name}`)],
      }));
    },
    finish: (closing) =>
      outcome(
        {
          check: 'passage also in the evaluation corpus',
          severity: 'note',
          unit: 'row',
          count,
          of: closing.rows,
          explanation: 'Usual where training and evaluation share a corpus.',
          parts: tally.list(),
          examples,
        },
        closing,
      ),
  };
}
