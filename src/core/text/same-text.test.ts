import { expect, test } from 'vitest';
import { createRandom } from '../random/random';
import { sameText } from './same-text';
import { textHash } from './text-hash';
import { textKey } from './text-key';

const PIECES = ['a', 'A', 'b', ' ', '  ', '\n', '\u00a0', '\u3000', 'é', 'e\u0301', 'E', '\u0301', 'İ', 'Σ', 'σ', 'ς', '漢', 'か', '\u3099', 'が', '가', '\u1100\u1161', '\u11a8', '각', '”', '🚲', 'ß', '\u212a', 'k', '\u0345', '\ufeff', '-', '1']; // prettier-ignore

test('fuzz, seed 81: texts are the same, and have one hash, exactly where their keys are equal', () => {
  const random = createRandom(81);
  let equal = 0;
  for (let round = 0; round < 60_000; round++) {
    const some = 2 + random.int(PIECES.length - 1);
    const start = random.int(PIECES.length);
    const text = (): string =>
      Array.from({ length: random.int(5) }, () => PIECES[(start + random.int(some)) % PIECES.length]).join(
        '',
      );
    const [a, b] = [text(), text()];
    const same = textKey(a) === textKey(b);
    equal += +same;
    if (sameText(a, b) !== same || (textHash(a) === textHash(b)) !== same)
      expect.fail(JSON.stringify([a, b, same]));
  }
  expect(equal).toBeGreaterThan(1000);
});

test('every unit that is folded alone has the key that the full normalisation gives, also beside others', () => {
  for (let code = 1; code < 0xd800; code++) {
    const unit = String.fromCharCode(code);
    for (const text of [`x${unit}y`, `${unit}x`, `x${unit}`, unit])
      if (textHash(text) !== textHash(`${textKey(text)} `)) expect.fail(`U+${code.toString(16)} in ${text}`);
  }
});
