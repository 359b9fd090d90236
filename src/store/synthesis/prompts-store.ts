import { createStore, type StoreApi } from 'zustand/vanilla';
import * as v from 'valibot';
import type { Purpose } from '../../core/llm/llm';
import type { Prompt, Prompts } from '../../core/synthesis/prompt';
import { DEFAULT_PROMPTS, promptFaults } from '../../core/synthesis/prompts';
import { recall, remember, type Memory } from '../memory';

/** Under this name the edited prompts are kept in the browser. */
const NAME = 'kennel-prompts';

export interface PromptsState {
  readonly prompts: Prompts;
  /** Purposes whose prompt is not the default. */
  readonly edited: readonly Purpose[];
  /** What is wrong with each prompt that cannot be used, in sentences. */
  readonly faults: Readonly<Partial<Record<Purpose, readonly string[]>>>;
  /** False when the browser refused to keep the last edit. */
  readonly kept: boolean;
}

/** The prompts of the language model as a person edited them; they outlive the page and never reach the address. */
export interface PromptsStore extends StoreApi<PromptsState> {
  edit(purpose: Purpose, part: 'system' | 'user', text: string): void;
  /** Back to the default. */
  reset(purpose: Purpose): void;
}

const PURPOSES = Object.keys(DEFAULT_PROMPTS) as Purpose[]; // the object has one entry for each

const KEPT = v.record(v.string(), v.object({ system: v.string(), user: v.string() }));

export function createPromptsStore(memory: Memory): PromptsStore {
  const store = createStore<PromptsState>(() => describe({ ...DEFAULT_PROMPTS, ...readKept(memory) }));
  const put = (prompt: Prompt): void => {
    const state = describe({ ...store.getState().prompts, [prompt.purpose]: prompt });
    const kept = state.edited.map((purpose) => [purpose, withoutPurpose(state.prompts[purpose])]);
    const text = kept.length === 0 ? null : JSON.stringify(Object.fromEntries(kept));
    store.setState({ ...state, kept: remember(memory, NAME, text) });
  };
  return {
    ...store,
    edit: (purpose, part, text) => {
      put({ ...store.getState().prompts[purpose], [part]: text });
    },
    reset: (purpose) => {
      put(DEFAULT_PROMPTS[purpose]);
    },
  };
}

const withoutPurpose = ({ system, user }: Prompt) => ({ system, user });

function describe(prompts: Prompts): PromptsState {
  const faults = PURPOSES.map((purpose) => [purpose, promptFaults(prompts[purpose])] as const);
  return {
    prompts,
    edited: PURPOSES.filter((purpose) => {
      const { system, user } = DEFAULT_PROMPTS[purpose];
      return prompts[purpose].system !== system || prompts[purpose].user !== user;
    }),
    faults: Object.fromEntries(faults.filter(([, found]) => found.length > 0)),
    kept: true,
  };
}

/** What an earlier visit left; nothing where that cannot be understood. */
function readKept(memory: Memory): Partial<Prompts> {
  const found = v.safeParse(KEPT, parseJson(recall(memory, NAME)));
  if (!found.success) return {};
  const { output } = found;
  return Object.fromEntries(
    PURPOSES.flatMap((purpose) => {
      const prompt = output[purpose];
      return prompt === undefined ? [] : [[purpose, { purpose, ...prompt }]];
    }),
  );
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
