import { expect, test } from 'vitest';
import { guessLanguage } from './language';

test.each([
  ['How long does it take to charge the battery of the bike?', 'Latin', 'English'],
  ['Wie lange dauert es, die Batterie zu laden, und ist das schlecht für sie?', 'Latin', 'German'],
  ['Comment est-ce que je peux charger la batterie du vélo dans une heure ?', 'Latin', 'French'],
  ['¿Cómo se carga la batería de la bicicleta en una hora?', 'Latin', 'Spanish'],
  ['BMW 320d Bosch Motronic', 'Latin', null],
  ['αποσκευές και βαλίτσες', 'Greek', null],
  ['где ключ', 'Cyrillic', null],
  ['図書館の場所', 'Japanese', null],
  ['图书馆在哪里', 'Chinese', null],
  ['도서관은 어디에', 'Korean', null],
  ['12.5 %', 'no letters', null],
])('%s: %s, %s', (text, script, language) => {
  expect(guessLanguage(text)).toEqual({ script, language });
});
