import type { LlmJudgement, PlaceAnswer, Verdict } from './pair';

/**
 * One verdict of two answers: with the pair's first passage as A, and with its second as A. Where the orders disagree,
 * whatever they say, it is a tie: the place decided, or nothing did. Two that disagree about the order alone, and agree
 * that no passage answers, leave that. An answer that could not be read leaves none.
 */
export function combineOrders(forward: PlaceAnswer, backward: PlaceAnswer): LlmJudgement['verdict'] {
  const [one, other] = [verdictOf(forward, 'first', 'second'), verdictOf(backward, 'second', 'first')];
  if (one === 'unparsable' || other === 'unparsable') return 'unparsable';
  if (one === other) return one;
  return nothingAnswers([forward, backward]) ? 'neither' : 'tie';
}

/** Whether both answers say that none of the passages answers the query, with an order beside it or without. */
export function nothingAnswers(orders: LlmJudgement['orders']): boolean {
  return orders.every((answer) => answer === 'neither' || answer === 'A neither' || answer === 'B neither');
}

/** The passage that an answer prefers, by its place in the prompt; undefined: it prefers none. */
export function preferredPlace(answer: PlaceAnswer): 'A' | 'B' | undefined {
  if (answer === 'A' || answer === 'A neither') return 'A';
  return answer === 'B' || answer === 'B neither' ? 'B' : undefined;
}

function verdictOf(answer: PlaceAnswer, a: Verdict, b: Verdict): LlmJudgement['verdict'] {
  switch (answer) {
    case 'A':
    case 'A neither':
      return a;
    case 'B':
    case 'B neither':
      return b;
    case 'tie':
    case 'neither':
    case 'unparsable':
      return answer;
  }
}
