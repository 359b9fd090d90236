import { statSync, type Stats } from 'node:fs';

/** What lies at the path (links followed); undefined when nothing does, or nothing that can be reached. */
export function findEntry(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
