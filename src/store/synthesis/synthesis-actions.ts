import type { Settings } from '../../core/settings/settings';
import type { DataSource } from '../../engine/protocol/data';
import type { SourceTextsReport } from '../../engine/protocol/synthesis';
import type { App } from '../app';
import type { PromptsStore } from './prompts-store';

type Needed = Pick<App, 'settings' | 'data' | 'evaluationData' | 'model' | 'device' | 'synthesis'> & {
  readonly prompts: PromptsStore;
};

/** What a person asks of the Synthesis region that reaches into other parts of the page. */
export interface SynthesisActions {
  openDocuments(source: DataSource): Promise<void>;
  openSourceQueries(source: DataSource): Promise<void>;
  /** What the work would ask of the language model. */
  estimateSynthesis(): Promise<void>;
  synthesize(): Promise<void>;
  /** Opens the rows as training data, like a file; false when that failed. */
  trainOnSynthesis(): Promise<boolean>;
}

/** `openModel` opens the built-in model where none is open; `key` is that of the language model. */
export function createSynthesisActions(
  stores: Needed,
  { openModel, key }: { readonly openModel: () => Promise<void>; readonly key: () => string },
): SynthesisActions {
  const { settings, data, evaluationData, model, device, synthesis, prompts } = stores;
  const { documents, queries } = synthesis;

  /** Brings back what a crash of the engine took. */
  const restore = async (): Promise<boolean> => {
    for (const store of [device, data, evaluationData, model, documents, queries])
      if (!(await store.restore())) return false;
    return true;
  };
  const request = () => ({ settings: settings.getState().settings, prompts: prompts.getState().prompts });
  return {
    openDocuments: async (source) => {
      const report = await documents.open(source);
      if (report === null) return;
      if (queries.getState().value === null && data.getState().value === null)
        settings.suggest(suggestFor(report, settings.getState().settings.llmModel));
      // Queries that are made are tried on the model.
      await openModel();
    },
    openSourceQueries: async (source) => {
      if ((await queries.open(source)) !== null)
        settings.suggest({ synthesisFrom: 'queries', synthesisMethod: 'zero-shot' });
    },
    estimateSynthesis: async () => {
      if (await restore()) await synthesis.estimate.open(request());
    },
    synthesize: async () => {
      if (await restore()) await synthesis.make({ ...request(), key: key() });
    },
    trainOnSynthesis: async () => {
      if ((await data.open({ kind: 'synthetic' })) === null) return false;
      await openModel();
      return true;
    },
  };
}

/** How to make rows of documents alone: without a language model where none is named, so that it can start at once. */
function suggestFor({ preview }: SourceTextsReport, llmModel: string): Partial<Settings> {
  if (llmModel.trim() !== '') return { synthesisFrom: 'documents', synthesisMethod: 'zero-shot' };
  const titled = preview.length > 0 && preview.every(({ title }) => title !== '');
  return { synthesisFrom: 'documents', synthesisMethod: titled ? 'title-body' : 'inverse-cloze' };
}
