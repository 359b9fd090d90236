import type { Purpose } from '../llm/llm';

/** The text of a prompt with {{placeholders}}; which there are depends on the purpose. */
export interface Prompt {
  readonly purpose: Purpose;
  readonly system: string;
  readonly user: string;
}

/** The prompts of a piece of work, one for each purpose. */
export type Prompts = Readonly<Record<Purpose, Prompt>>;
