/** What the model wants before its texts, such as "query: " and "passage: " for E5; often both empty. */
export interface Prompts {
  readonly query: string;
  readonly passage: string;
}

/** The text of a query as the encoder sees it. Training, mining and evaluation all use this one function. */
export function formatQuery(text: string, prompts: Prompts): string {
  return prompts.query + text;
}

/**
 * The text of a passage as the encoder sees it: prompt, title where `titles` is set and there is one, text.
 * Training, mining and evaluation all use this one function.
 */
export function formatPassage(
  passage: { readonly title?: string; readonly text: string },
  prompts: Prompts,
  titles: boolean,
): string {
  const title = titles ? (passage.title ?? '').trim() : '';
  return prompts.passage + (title === '' ? passage.text : `${title} ${passage.text}`);
}
