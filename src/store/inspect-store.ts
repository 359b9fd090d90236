import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../client/client';
import type { Settings } from '../core/settings/settings';
import type { CutoffsReport, CutoffsRequest } from '../engine/protocol/cutoffs';
import type {
  Occasion,
  QuestionsReport,
  QuestionsRequest,
  RankingsReport,
  RankingsRequest,
  SearchableSet,
  SearchReport,
  SearchRequest,
} from '../engine/protocol/inspect';
import type { EvaluateResult, OutputFile, RunResult } from '../engine/protocol/results';
import { WORST_FIRST, type QuestionView } from './question-view';
import { createResourceStore, type ResourceStore } from './resource-store';

/** What of the result is looked into. */
export interface InspectState {
  /** The result whose questions can be looked at; null before any. */
  readonly shown: { readonly of: Occasion; readonly metric: string; readonly sets: readonly string[] } | null;
  readonly view: QuestionView;
  /** The query being typed in "Try it", and the set to search; an empty name is the first set. */
  readonly query: string;
  readonly searchedSet: string;
}

/** A set whose corpus is embedded, and the settings that say how. */
export interface CorpusRequest {
  readonly set: string;
  readonly settings: Settings;
}

/** State of the ways to look behind the figures. */
export interface InspectStore extends StoreApi<InspectState> {
  readonly questions: ResourceStore<QuestionsRequest, QuestionsReport>;
  readonly cutoffs: ResourceStore<CutoffsRequest, CutoffsReport>;
  readonly rankings: ResourceStore<RankingsRequest, RankingsReport>;
  readonly searchable: ResourceStore<Settings, readonly SearchableSet[]>;
  readonly search: ResourceStore<SearchRequest, SearchReport>;
  readonly index: ResourceStore<CorpusRequest, OutputFile>;
  /** Turns to what an evaluation (first) or a run found, with its primary set and headline metric. */
  show(run: RunResult | null, evaluation: EvaluateResult | null): void;
  /** Forgets what was searched and embedded: the weights are about to be others. */
  forget(): void;
}

export function createInspectStore(client: Client): InspectStore {
  const state = createStore<InspectState>(() => ({
    shown: null,
    view: WORST_FIRST,
    query: '',
    searchedSet: '',
  }));
  const questions = createResourceStore(client, (request: QuestionsRequest, options) =>
    client.call('questions', request, options),
  );
  const rankings = createResourceStore(client, (request: RankingsRequest, options) =>
    client.call('rankings', request, options),
  );
  const search = createResourceStore(client, (request: SearchRequest, options) =>
    client.call('search', request, options),
  );
  const index = createResourceStore(client, (request: CorpusRequest, options) =>
    client.call('exportIndex', request, options),
  );
  const cutoffs = createResourceStore(client, (request: CutoffsRequest, options) =>
    client.call('cutoffs', request, options),
  );
  return {
    ...state,
    questions,
    cutoffs,
    rankings,
    searchable: createResourceStore(client, (settings: Settings, options) =>
      client.call('searchable', { settings }, options),
    ),
    search,
    index,
    forget: () => {
      search.clear();
      index.clear();
    },
    show: (run, evaluation) => {
      questions.clear();
      cutoffs.clear();
      rankings.clear();
      const result = evaluation ?? run;
      if (result === null) {
        state.setState({ shown: null });
        return;
      }
      const of = evaluation === null ? 'run' : 'evaluation';
      const sets = [result, ...result.others].map(({ testSet }) => testSet.name);
      state.setState({ shown: { of, metric: result.metric, sets }, view: WORST_FIRST });
      void questions.open({ of, set: result.testSet.name, metric: result.metric });
    },
  };
}

/** Shows the questions of each new result, and none when there is none any more. */
export function followResults({
  run,
  assessment,
  inspect,
}: {
  readonly run: Pick<StoreApi<{ readonly result: RunResult | null }>, 'getState' | 'subscribe'>;
  readonly assessment: Pick<StoreApi<{ readonly value: EvaluateResult | null }>, 'getState' | 'subscribe'>;
  readonly inspect: InspectStore;
}): void {
  const show = (): void => {
    inspect.show(run.getState().result, assessment.getState().value);
  };
  run.subscribe((state, before) => {
    if (state.result !== before.result) show();
  });
  assessment.subscribe((state, before) => {
    if (state.value !== before.value) show();
  });
}
