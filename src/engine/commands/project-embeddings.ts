import { projectRecord } from '../inspect/project-record';
import { needed } from '../session/session';
import type { Handler } from './command';

/** Also while a run goes on: it reads copies, and lets the run's work in between. */
export const projectEmbeddings: Handler<'projectEmbeddings'> = (session, { of, method }, context) => {
  const record = session.observers[of]?.record() ?? null;
  return projectRecord(
    needed(record, 'Train or evaluate first: there are no embeddings yet.'),
    method,
    context,
  );
};
