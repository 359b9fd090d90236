import { compareStoredRuns as compare } from '../stored-runs/compare-stored-runs';
import type { Handler } from './command';

export const compareStoredRuns: Handler<'compareStoredRuns'> = async ({ runStore }, request, context) =>
  compare(await runStore.read(request.ids), request, context);
