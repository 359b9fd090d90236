/** Words of the pooled texts that the prior weighs as much as. */
const PRIOR_WORDS = 500;

/**
 * How much more one group uses each word than another: the log-odds ratio with an informative Dirichlet prior, in
 * standard errors (Monroe, Colaresi and Quinn 2008, "Fightin' Words", equations 16 to 22). The prior has the frequencies
 * of both groups together, so that a rare word needs more than a chance use to stand out.
 */
export function logOdds(a: Float64Array, b: Float64Array): Float64Array {
  const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
  const [ofA, ofB] = [sum(a), sum(b)];
  return a.map((inA, word) => {
    const inB = b[word] ?? 0;
    const prior = (PRIOR_WORDS * (inA + inB)) / Math.max(1, ofA + ofB);
    const [withA, withB] = [inA + prior, inB + prior];
    if (withA === 0 || withB === 0) return 0;
    const odds =
      Math.log(withA / Math.max(prior, ofA + PRIOR_WORDS - withA)) -
      Math.log(withB / Math.max(prior, ofB + PRIOR_WORDS - withB));
    return odds / Math.sqrt(1 / withA + 1 / withB);
  });
}
