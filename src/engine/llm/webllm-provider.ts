import type { MLCEngine } from '@mlc-ai/web-llm';
import { estimatePrompt, estimateTokens } from '../../core/llm/count-tokens';
import type { Ask, Reply } from '../../core/llm/llm';
import { ProviderFault, type Provider, type ProviderProgress } from '../../core/llm/provider';

/** The part of WebLLM that is used. */
export interface WebLlm {
  /** Names of the models that it has. */
  readonly models: readonly string[];
  open(model: string, onProgress: (fraction: number, text: string) => void): Promise<Pick<MLCEngine, 'chat'>>;
}

/** A model that runs in this browser by WebLLM. It is fetched at the first ask and answers one ask after the other. */
export function webllmProvider(
  onProgress: (progress: ProviderProgress) => void,
  load: () => Promise<WebLlm> = loadWebLlm,
): Provider {
  let opened: { readonly model: string; readonly engine: Promise<Pick<MLCEngine, 'chat'>> } | null = null;

  const open = async (model: string): Promise<Pick<MLCEngine, 'chat'>> => {
    if (!('gpu' in navigator))
      throw new ProviderFault('unavailable', 'WebLLM needs WebGPU, which this browser does not offer.');
    const { models, open: start } = await load();
    if (!models.includes(model)) throw new ProviderFault('model', 'Choose one of the list.');
    return start(model, (fraction, text) => {
      onProgress({
        phase: `Loading ${model}: ${text}`,
        done: Math.round(fraction * 100),
        total: 100,
        unit: '%',
      });
    });
  };
  const engineFor = (model: string): Promise<Pick<MLCEngine, 'chat'>> => {
    if (opened?.model !== model) opened = { model, engine: open(model) };
    return opened.engine.catch((error: unknown) => {
      opened = null; // so that the next ask tries again
      throw error instanceof ProviderFault ? error : new ProviderFault('unavailable', words(error));
    });
  };
  return {
    complete: async (ask, model, signal) => {
      const engine = await engineFor(model);
      signal.throwIfAborted();
      return complete(engine, ask, model);
    },
    models: async () => (await load()).models,
    close: () => undefined,
  };
}

async function complete({ chat }: Pick<MLCEngine, 'chat'>, ask: Ask, model: string): Promise<Reply> {
  const answer = await chat.completions
    .create({
      messages: ask.messages.map(({ role, content }) => ({ role, content })),
      temperature: ask.temperature,
      max_tokens: ask.maxTokens,
    })
    .catch((error: unknown) => {
      throw new ProviderFault('request', words(error));
    });
  const [choice] = answer.choices;
  const text = choice?.message.content ?? '';
  return {
    text,
    finish: choice?.finish_reason === 'length' ? 'length' : 'stop',
    model,
    promptTokens: answer.usage?.prompt_tokens ?? estimatePrompt(ask.messages),
    completionTokens: answer.usage?.completion_tokens ?? estimateTokens(text),
  };
}

/** Its own chunk, fetched when a model of it is asked for the first time. */
async function loadWebLlm(): Promise<WebLlm> {
  const { CreateMLCEngine, prebuiltAppConfig } = await import('@mlc-ai/web-llm');
  return {
    models: prebuiltAppConfig.model_list.map(({ model_id }) => model_id),
    open: (model, onProgress) =>
      CreateMLCEngine(model, {
        initProgressCallback: ({ progress, text }) => {
          onProgress(progress, text);
        },
        logLevel: 'ERROR',
      }),
  };
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
