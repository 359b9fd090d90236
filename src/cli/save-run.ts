import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../core/settings/settings.ts';
import type { AppSession } from './app-session.ts';
import { unpackZip } from './unpack-zip.ts';

/** Writes what a run made: the weights as a folder, and the records. */
export async function saveRun(session: AppSession, settings: Settings, staging: string): Promise<void> {
  await saveModel(session, settings, staging);
  await session.save('exportRecords', {}, staging);
}

/** The weights as a folder. */
export async function saveModel(
  session: AppSession,
  { precision }: Settings,
  staging: string,
): Promise<void> {
  const model = join(staging, 'model');
  mkdirSync(model);
  for (const name of await session.save('exportModel', { precision }, staging)) {
    unpackZip(join(staging, name), model);
    rmSync(join(staging, name));
  }
}

/** A result for the last line of stdout: per-query.csv has the queries. */
export function withoutQueries<R extends { queries: unknown; others: readonly { queries: unknown }[] }>(
  result: R,
): Omit<R, 'queries' | 'others'> & { others: Omit<R['others'][number], 'queries'>[] } {
  const { queries: _, others, ...rest } = result;
  return { ...rest, others: others.map(({ queries: __, ...other }: R['others'][number]) => other) };
}
