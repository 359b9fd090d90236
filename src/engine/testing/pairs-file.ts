/** A JSONL file of so many pairs, all different. */
export function pairsFile(count: number): File {
  const line = (i: number): string =>
    JSON.stringify({
      query: `what is thing ${String(i)} for`,
      positive: `Thing ${String(i)} is made for purpose ${String(i * 7)}.`,
    });
  return new File([Array.from({ length: count }, (_, i) => line(i)).join('\n')], 'pairs.jsonl');
}
