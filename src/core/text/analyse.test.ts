import { expect, test } from 'vitest';
import { analyse, tokenise } from './analyse';

test('lower case, no stop words, stems', () => {
  expect(analyse('The 500 Wh packs ARE charging, with a 4 A charger.')).toEqual([
    '500',
    'wh',
    'pack',
    'charg',
    '4',
    'charger',
  ]);
  expect(analyse('')).toEqual([]);
  expect(analyse('-- ... the of')).toEqual([]);
});

test('splits at everything that is neither letter nor digit', () => {
  expect(tokenise("IL-6/TNF_α don't e-bike\n3.5")).toEqual([
    'il',
    '6',
    'tnf',
    'α',
    'don',
    't',
    'e',
    'bike',
    '3',
    '5',
  ]);
});

test('composed and decomposed letters are one, and marks do not split a word', () => {
  expect(tokenise('cafe\u0301')).toEqual(tokenise('café'));
  expect(tokenise('हिन्दी')).toHaveLength(1);
  expect(tokenise('Ünïcödé')).toEqual(['ünïcödé']);
});

test('Chinese and kana stand alone, neighbours in other scripts do not suffer', () => {
  expect(tokenise('充電器500Wh カタカナ')).toEqual(['充', '電', '器', '500wh', 'カタカナ']);
});
