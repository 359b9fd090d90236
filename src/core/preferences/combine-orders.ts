import type { LlmJudgement, PlaceAnswer, Verdict } from './pair';

/**
 * One verdict of two answers: with the pair's first passage as A, and with its second as A. Where the orders disagree,
 * whatever they say, it is a tie: the place decided, or nothing did. An answer that could not be read leaves none.
 */
export function combineOrders(forward: PlaceAnswer, backward: PlaceAnswer): LlmJudgement['verdict'] {
  const [one, other] = [verdictOf(forward, 'first', 'second'), verdictOf(backward, 'second', 'first')];
  if (one === 'unparsable' || other === 'unparsable') return 'unparsable';
  return one === other ? one : 'tie';
}

function verdictOf(answer: PlaceAnswer, a: Verdict, b: Verdict): LlmJudgement['verdict'] {
  if (answer === 'A') return a;
  return answer === 'B' ? b : answer;
}
