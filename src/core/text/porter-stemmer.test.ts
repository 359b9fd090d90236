import { expect, test } from 'vitest';
import { porterStem } from './porter-stemmer';

/** The paper's own examples, carried through all steps, and common words. */
const PAIRS = `
caresses caress, ponies poni, ties ti, caress caress, cats cat,
feed feed, agreed agre, plastered plaster, bled bled, motoring motor, sing sing,
conflated conflat, troubled troubl, sized size, hopping hop, tanned tan, falling fall, hissing hiss, fizzed fizz,
failing fail, filing file, happy happi, sky sky,
relational relat, conditional condit, rational ration, valenci valenc, hesitanci hesit, digitizer digit,
conformabli conform, radicalli radic, differentli differ, vileli vile, analogousli analog, vietnamization vietnam,
predication predic, operator oper, feudalism feudal, decisiveness decis, hopefulness hope, callousness callous,
formaliti formal, sensitiviti sensit, sensibiliti sensibl,
triplicate triplic, formative form, formalize formal, electriciti electr, electrical electr, hopeful hope, goodness good,
revival reviv, allowance allow, inference infer, airliner airlin, gyroscopic gyroscop, adjustable adjust,
defensible defens, irritant irrit, replacement replac, adjustment adjust, dependent depend, adoption adopt,
homologou homolog, communism commun, activate activ, angulariti angular, homologous homolog, effective effect,
bowdlerize bowdler, probate probat, rate rate, cease ceas, controll control, roll roll,
generalizations gener, oscillators oscil, possibly possibl, archaeology archaeolog, apology apolog,
is is, a a, be be, yes ye, say sai, dying dy, toys toi, employed emploi, batteries batteri, charging charg, charger charger,
running run, agreement agreement, element element, cement cement, ion ion, opinion opinion, question question
`
  .trim()
  .split(/,\s*/)
  .map((pair) => pair.split(' '));

test.each(PAIRS)('%s becomes %s', (word, stem) => {
  expect(porterStem(word)).toBe(stem);
});

test('forms of one word share a stem', () => {
  const stems = 'connect connected connecting connection connections'.split(' ').map(porterStem);
  expect(new Set(stems)).toEqual(new Set(['connect']));
});

test('leaves short words and other scripts alone', () => {
  for (const word of ['', 's', 'as', '中文', '2']) expect(porterStem(word)).toBe(word);
  expect(porterStem('1990s')).toBe('1990');
  const blob = 'y'.repeat(1_000_000);
  expect(porterStem(blob)).toBe(blob);
});
