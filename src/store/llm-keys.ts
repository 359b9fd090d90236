import * as v from 'valibot';
import { recall, remember, type Memory } from './memory';

/** Under this name the keys are kept in the browser. */
const NAME = 'kennel-llm-key';

const KEPT = v.record(v.string(), v.string());

/** The keys that this browser keeps, by the origin they are sent to. What was kept without one is dropped. */
export function recallKeys(memory: Memory): ReadonlyMap<string, string> {
  const text = recall(memory, NAME);
  if (text === null) return new Map();
  const kept = v.safeParse(v.pipe(v.string(), v.parseJson(), KEPT), text);
  if (!kept.success) remember(memory, NAME, null);
  return new Map(kept.success ? Object.entries(kept.output) : []);
}

/** Keeps the key of one origin, or forgets it (''); those of others stay. False where the browser refuses. */
export function rememberKey(memory: Memory, origin: string, key: string): boolean {
  const kept = new Map(recallKeys(memory)); // as they are now: another tab may have kept one
  if (key === '') kept.delete(origin);
  else kept.set(origin, key);
  return remember(memory, NAME, kept.size === 0 ? null : JSON.stringify(Object.fromEntries(kept)));
}
