import type { TestProject } from 'vitest/node';
import { startLlmServer } from './llm-server.ts';

/** vitest's global set-up: one test endpoint of language models for all browser tests, at `inject('llm')`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startLlmServer();
  project.provide('llm', server.url);
  return () => server.close();
}
