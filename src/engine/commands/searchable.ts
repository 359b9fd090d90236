import type { Handler } from './command';

/** Questions to start from: few enough to stand beside each other. */
const EXAMPLES = 3;

export const searchable: Handler<'searchable'> = (session, { settings }) =>
  session.searchable.all(session, settings).map(({ of, corpus, queries }) => ({
    name: of,
    passages: corpus.length,
    examples: queries.slice(0, EXAMPLES).map(({ text }) => text),
  }));
