/** A language model that has answered: for tests and screenshots only, never part of the built page. */
import type { LlmTestReport } from '../engine/protocol/llm';

export const FAKE_LLM_TEST: LlmTestReport = {
  models: ['llama3.1:8b', 'qwen3:4b', 'gemma3:12b'],
  model: 'llama3.1:8b',
  reply: 'ready',
  milliseconds: 412,
};
