import { useDeferredValue, useMemo, useState } from 'react';
import type { QuestionsReport } from '../../engine/protocol/inspect';
import { formatCount } from '../../store/format-value';
import { countChanges, viewQuestions, type ChangeFilter, type QuestionView } from '../../store/question-view';
import { useApp, useLater, useSelect } from '../app-context';
import { Opening } from '../opening';
import { Choice } from '../choice';
import { QuestionTable } from './question-table';
import { RankingsDialog } from './rankings-dialog';

/** Every question of the result, the worst losses first; a question opens its rankings. */
export function QuestionsTab() {
  const { inspect } = useApp();
  const shown = useLater(inspect, (state) => state.shown);
  const report = useLater(inspect.questions, (state) => state.value);
  const failed = useSelect(inspect.questions, (state) => state.status === 'failed');
  if (shown === null)
    return (
      <p className="empty">
        After training: every question, before and after, the worst losses first. Each opens the passages that
        were found for it.
      </p>
    );
  return (
    <div className="stack">
      {(report === null || failed) && <Opening store={inspect.questions} what="Collecting the questions" />}
      {report !== null && <Questions report={report} sets={shown.sets} />}
    </div>
  );
}

function Questions({ report, sets }: { report: QuestionsReport; sets: readonly string[] }) {
  const { inspect } = useApp();
  const view = useSelect(inspect, (state) => state.view);
  const settled = useDeferredValue(view);
  const rows = useMemo(() => viewQuestions(report, settled), [report, settled]);
  const [active, setActive] = useState(0);
  const [opened, setOpened] = useState(false);
  const [returns, setReturns] = useState(0);
  const change = (part: Partial<QuestionView>): void => {
    setActive(0);
    inspect.setState({ view: { ...view, ...part } });
  };
  return (
    <>
      <Controls report={report} sets={sets} view={view} change={change} />
      <p className="small-text quiet" role="status">
        {formatCount(rows.length)} of {formatCount(report.ids.length)} questions
        {rows.length > 0 && '. Choose one to see what was found for it.'}
      </p>
      <QuestionTable
        report={report}
        rows={rows}
        view={view}
        active={Math.min(active, Math.max(0, rows.length - 1))}
        returns={returns}
        onSort={(sort, descending) => {
          change({ sort, descending });
        }}
        onActive={setActive}
        onOpen={(at) => {
          setActive(at);
          setOpened(true);
        }}
      />
      {opened && (
        <RankingsDialog
          report={report}
          rows={rows}
          at={active}
          onMove={setActive}
          onClose={() => {
            setOpened(false);
            setReturns(returns + 1);
          }}
        />
      )}
    </>
  );
}

const FILTERS: Readonly<Record<ChangeFilter, string>> = {
  all: 'All',
  worse: 'Worse',
  better: 'Better',
  same: 'The same',
  newlyFirst: 'Found first now, not before',
};

function Controls({
  report,
  sets,
  view,
  change,
}: {
  report: QuestionsReport;
  sets: readonly string[];
  view: QuestionView;
  change: (part: Partial<QuestionView>) => void;
}) {
  const { inspect } = useApp();
  const counts = useMemo(() => countChanges(report), [report]);
  const { of, set, metric, metrics } = report;
  const filters: readonly ChangeFilter[] = ['all', 'worse', 'better', 'same', 'newlyFirst'];
  return (
    <div className="question-controls">
      <label className="field">
        <span>Find</span>
        <input
          type="text"
          value={view.text}
          placeholder="Words of a question"
          onChange={(event) => {
            change({ text: event.target.value });
          }}
        />
      </label>
      {report.before !== null && (
        <Choice
          label="Show"
          value={view.change}
          options={filters.map((filter) => [filter, `${FILTERS[filter]} (${formatCount(counts[filter])})`])}
          onChoice={(filter) => {
            change({ change: filter });
          }}
        />
      )}
      <Choice
        label="Metric"
        value={metric}
        options={metrics.map((name) => [name, name])}
        onChoice={(name) => void inspect.questions.open({ of, set, metric: name })}
      />
      {sets.length > 1 && (
        <Choice
          label="Evaluation set"
          value={set}
          options={sets.map((name) => [name, name])}
          onChoice={(name) => void inspect.questions.open({ of, set: name, metric })}
        />
      )}
    </div>
  );
}
