import { describe, expect, it } from 'vitest';
import { alignedResult } from '../client/fake-alignment';
import { finishedResult } from '../client/fake-engine';
import { evidenceSentence, lossSentences, verdictSentence } from './verdict-sentence';

describe('the verdict in words', () => {
  const result = finishedResult();

  it('counts questions', () => {
    expect(verdictSentence(result)).toBe(
      'Finds the right passage first for 61 of 110 held-out questions, before: 38.',
    );
    const one = { ...result, testSet: { ...result.testSet, queries: 1 } };
    expect(verdictSentence(one)).toContain('of 1 held-out question,');
  });

  it('says where else it got worse, and when that could be chance', () => {
    const [sentence] = lossSentences(result);
    expect(sentence).toBe(
      'On sample_ood (out-of-distribution) it got worse: nDCG@10 \u22120.0421, 95% interval \u22120.0764 to ' +
        "\u22120.0092, p = 0.014 after Holm's correction.",
    );
    const [other] = result.others;
    if (other === undefined) throw new Error('the canned result has another set');
    const inside = { ...other, testSet: { ...other.testSet, role: 'in' as const }, adjustedP: 0.2 };
    const better = { ...other, delta: { ...other.delta, verdict: 'UNDECIDED' as const } };
    const sentences = lossSentences({ ...result, others: [better, inside] });
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(/^On sample_ood it got worse.*can also come by chance\.$/);
  });

  it('says so when nothing was kept of the training', () => {
    expect(evidenceSentence({ ...result, bestStep: 0 })).toContain('No measurement beat the untouched model');
    const aligned = { ...alignedResult(), bestStep: 0 };
    expect(evidenceSentence(aligned)).toContain('No measurement beat the distilled model');
  });

  it('calls a clear interval over a handful of questions too few to tell', () => {
    const delta = { ...result.delta, mean: 0.1, low: 0.05, high: 0.2, verdict: 'UNDECIDED' } as const;
    expect(evidenceSentence({ ...result, delta })).toContain('Too few questions changed to tell');
  });

  it('never calls an undecided difference a gain', () => {
    const delta = {
      ...result.delta,
      mean: 0.01,
      low: -0.02,
      high: 0.04,
      p: 0.4,
      verdict: 'UNDECIDED',
    } as const;
    const sentence = evidenceSentence({ ...result, delta });
    expect(sentence).toContain('Could be chance');
    expect(sentence).toContain('\u22120.0200 to +0.0400, p = 0.40');
    expect(evidenceSentence({ ...result, delta: { ...delta, verdict: 'REGRESSION' } })).toContain('A loss');
  });
});
