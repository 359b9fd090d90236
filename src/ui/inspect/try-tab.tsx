import { useEffect, type SyntheticEvent } from 'react';
import type { SearchableSet, SearchReport, SystemName } from '../../engine/protocol/inspect';
import { formatBytes, formatCount, formatPlural } from '../../store/format-value';
import { useApp, useLater, useSelect } from '../app-context';
import { Opening } from '../opening';
import { useBusy } from '../use-busy';
import { Choice } from '../choice';
import { IndexExport } from './index-export';
import { RankingColumns } from './ranking-columns';

/** A search of one's own, with BM25, the untouched and the trained model. */
export function TryTab() {
  const { inspect } = useApp();
  useFreshSets();
  const sets = useSelect(inspect.searchable, (state) => state.value);
  const failed = useSelect(inspect.searchable, (state) => state.status === 'failed');
  const wanted = useSelect(inspect, (state) => state.searchedSet);
  const set = sets?.find(({ name }) => name === wanted) ?? sets?.[0];
  const hasData = useHasData();
  if (!hasData)
    return (
      <p className="empty">Load data first: its passages, or those of the evaluation set, are searched.</p>
    );
  if (failed) return <Opening store={inspect.searchable} what="Looking for passages" />;
  if (sets === null || set === undefined) return null;
  return (
    <div className="stack">
      <SearchForm sets={sets} set={set} />
      <Opening store={inspect.search} what="Searching" />
      <Found />
      <IndexExport set={set} />
    </div>
  );
}

function useHasData(): boolean {
  const { data, evaluationData } = useApp();
  const hasData = useSelect(data, (state) => state.value !== null);
  const hasSets = useSelect(evaluationData, (state) => state.value !== null);
  return hasData || hasSets;
}

/** Asks what can be searched whenever that may have changed. */
function useFreshSets(): void {
  const { inspect, data, evaluationData, settings } = useApp();
  const training = useSelect(data, (state) => state.value);
  const evaluation = useSelect(evaluationData, (state) => state.value);
  const now = useSelect(settings, (state) => state.settings);
  const { testSplit, heldOut, splitBy, seed } = now;
  const hasData = useHasData();
  useEffect(() => {
    if (hasData) void inspect.searchable.open(settings.getState().settings);
  }, [inspect, settings, hasData, training, evaluation, testSplit, heldOut, splitBy, seed]);
}

function SearchForm({ sets, set }: { sets: readonly SearchableSet[]; set: SearchableSet }) {
  const app = useApp();
  const { inspect } = app;
  const query = useSelect(inspect, (state) => state.query);
  const busy = useBusy();
  const search = (text: string): void => {
    if (text.trim() !== '' && !busy) void app.search(set.name, text.trim());
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    search(query);
  };
  return (
    <form className="stack-small" role="search" onSubmit={submit}>
      <div className="search-line">
        <label className="field">
          <span>Search the passages of {set.name}</span>
          <input
            type="text"
            value={query}
            placeholder="Type a question"
            onChange={(event) => {
              inspect.setState({ query: event.target.value });
            }}
          />
        </label>
        {sets.length > 1 && (
          <Choice
            label="Evaluation set"
            value={set.name}
            options={sets.map(({ name }) => [name, name])}
            onChoice={(name) => {
              inspect.setState({ searchedSet: name });
            }}
          />
        )}
        <button type="submit" className="primary" disabled={busy || query.trim() === ''}>
          Search
        </button>
      </div>
      <Examples
        texts={set.examples}
        disabled={busy}
        onChoice={(text) => {
          inspect.setState({ query: text });
          search(text);
        }}
      />
      <Cost passages={set.passages} busy={busy} />
    </form>
  );
}

function Examples({
  texts,
  disabled,
  onChoice,
}: {
  texts: readonly string[];
  disabled: boolean;
  onChoice: (text: string) => void;
}) {
  if (texts.length === 0) return null;
  return (
    <div className="examples small-text">
      <span className="quiet">For example:</span>
      {texts.map((text, i) => (
        <button
          key={`${String(i)}:${text}`}
          type="button"
          className="link"
          disabled={disabled}
          onClick={() => {
            onChoice(text);
          }}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** What the first search costs, or what the page keeps for the next. */
function Cost({ passages, busy }: { passages: number; busy: boolean }) {
  const { inspect, model, run } = useApp();
  const kept = useSelect(inspect.search, (state) => state.value?.indexBytes);
  const width = useSelect(model, (state) => state.value?.hidden ?? 0);
  const trained = useLater(run, (state) => state.evaluations.length > 0);
  if (busy)
    return <p className="quiet small-text">Not while a training is under way: both need the device.</p>;
  if (kept !== undefined)
    return (
      <p className="quiet small-text">
        The embeddings of the passages are kept for the next search: {formatBytes(kept)}.
      </p>
    );
  return (
    <p className="quiet small-text">
      The first search embeds {formatPlural(passages, 'passage')}
      {trained ? ' with each of the two models' : ''} and keeps that:{' '}
      {formatBytes(passages * width * 4 * (trained ? 2 : 1))} of memory.
    </p>
  );
}

function Found() {
  const { inspect } = useApp();
  const found = useLater(inspect.search, (state) => state.value);
  if (found === null) return null;
  return (
    <section className="stack-small" aria-label="Found">
      <p className="small-text" role="status">
        <b>{found.query}</b>{' '}
        <span className="quiet">
          in {formatCount(found.corpusSize)} passages of {found.set}
        </span>
      </p>
      <RankingColumns comparison={found} fact={(system) => latency(found, system)} />
    </section>
  );
}

/** "embedded in 3.1 ms, searched in 1.2 ms". */
function latency({ times }: SearchReport, system: SystemName): string {
  const time = times.find((one) => one.system === system);
  if (time === undefined) return '';
  const searched = `searched in ${milliseconds(time.search)}`;
  return time.embed === null ? searched : `query embedded in ${milliseconds(time.embed)}, ${searched}`;
}

function milliseconds(value: number): string {
  return `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
}
