import type { Locator } from '@playwright/test';
import type { KennelPage } from './kennel-page.ts';

/** The question which column of a file holds what, as people and assistive technology see it. */
export interface MappingForm {
  readonly form: Locator;
  /** What a column holds, by the column's name. */
  column(name: string): Locator;
  /** What the first rows become. */
  readonly preview: Locator;
  button(name: string): Locator;
}

export function mappingForm({ data }: KennelPage): MappingForm {
  const form = data.getByRole('form', { name: 'Choose the columns' });
  return {
    form,
    column: (name) => form.getByRole('combobox', { name, exact: true }),
    preview: form.getByRole('list', { name: 'First rows' }),
    button: (name) => form.getByRole('button', { name, exact: true }),
  };
}
