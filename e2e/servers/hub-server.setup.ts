import type { TestProject } from 'vitest/node';
import { startHubServer } from './hub-server.ts';

/** vitest's global set-up: one test Hub for all browser tests, at `inject('hub')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const hub = await startHubServer();
  project.provide('hub', hub.url);
  return () => hub.close();
}
