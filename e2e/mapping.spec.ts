import { expect, test } from '@playwright/test';
import { openKennel } from './pages/kennel-page.ts';
import { mappingForm } from './pages/mapping-form.ts';

const upload = (name: string, content: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
});

const ROWS = [
  'how far,"Ten miles, about.",Nine dogs.',
  'how long,"Two\nhours.",A mile.',
  'why,Because.,Blue.',
];
const TABLE = ['topic,body,other', ...ROWS].join('\n');

test('a table of unknown columns is read by the columns that a person names, with the keyboard', async ({
  page,
}) => {
  const kennel = await openKennel(page);
  const { form, column, preview, button } = mappingForm(kennel);
  await kennel.giveTrainingData(upload('rows.csv', TABLE));
  await expect(form).toBeVisible();
  await column('other').selectOption('Positive passage');
  await column('body').selectOption('Negative passage');
  await expect(preview).toContainText('positive Nine dogs.');
  await column('body').selectOption('Positive passage');
  await expect(column('other')).toHaveValue('none');
  await column('other').selectOption('Negative passage');
  await expect(preview).toContainText('positive Ten miles, about.');
  await expect(preview).toContainText('negative Nine dogs.');
  await button('Use this mapping').press('Enter');
  await expect(form).toBeHidden();
  await expect(kennel.data).toContainText('3 rows');
  await expect(kennel.data).toContainText('query = topic, positive = body, negative = other');

  // The same columns are not asked about again.
  await kennel.giveTrainingData(upload('more.csv', `${TABLE}\nwhat,This.,That.`));
  await expect(kennel.data).toContainText('4 rows');
  await expect(form).toBeHidden();
});

test('the question can be put aside and taken up again; without a query it says what is missing', async ({
  page,
}) => {
  const kennel = await openKennel(page);
  const { form, column, button } = mappingForm(kennel);
  await kennel.giveTrainingData(upload('rows.csv', TABLE));
  await button('Cancel').click();
  await expect(form).toBeHidden();
  await expect(kennel.data.getByRole('alert')).toContainText('rows.csv');
  await kennel.button('Choose the columns').click();
  await column('topic').selectOption('Not used');
  await button('Use this mapping').click();
  await expect(form.getByRole('alert')).toContainText('Choose the column that holds the query.');
});

test('a file that was read can be read by other columns', async ({ page }) => {
  const kennel = await openKennel(page);
  const { column, button } = mappingForm(kennel);
  await kennel.giveTrainingData(upload('rows.csv', 'query,positive,extra\nq one,p,"a bad passage"\n'));
  await expect(kennel.data).toContainText('1 row');
  await kennel.button('Choose other columns').click();
  await column('extra').selectOption('Negative passage');
  await button('Use this mapping').click();
  await expect(kennel.data).toContainText('query = query, positive = positive, negative = extra');
});
