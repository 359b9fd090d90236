import { formatCount } from '../../store/format-value';
import type { RowView, VerdictFilter } from '../../store/synthesis/row-view';
import { flagWord, STATES, STATE_WORDS } from '../../store/synthesis/synthesis-words';
import { useApp, useSelect } from '../app-context';
import { Choice } from '../choice';

const VERDICTS: readonly (readonly [VerdictFilter, string])[] = [
  ['any', 'Any'],
  ['verified', 'Passage verified'],
  ['failed', 'Passage not relevant'],
  ['goodNegative', 'Negative good'],
  ['badNegative', 'Negative relevant, dropped'],
  ['unclear', 'No clear verdict'],
  ['came', 'Round trip came back'],
  ['lost', 'Round trip did not come back'],
  ['unchecked', 'Not checked'],
];

/** Which rows are shown: by state, flag, verdict and words. */
export function RowFilters({ onChange }: { onChange: () => void }) {
  const { synthesis } = useApp();
  const view = useSelect(synthesis, (state) => state.view);
  const { states, flags } = useSelect(synthesis, (state) => state.rates);
  const change = (part: Partial<RowView>): void => {
    synthesis.setState({ view: { ...view, ...part } });
    onChange();
  };
  const known = Object.entries(flags);
  return (
    <div className="question-controls">
      <label className="field">
        <span>Find</span>
        <input
          type="text"
          value={view.text}
          placeholder="Words of any text"
          onChange={(event) => {
            change({ text: event.target.value });
          }}
        />
      </label>
      <Choice
        label="State"
        value={view.state}
        options={[
          ['any', 'Any'] as const,
          ...STATES.map((state) => [state, `${STATE_WORDS[state]} (${formatCount(states[state])})`] as const),
        ]}
        onChoice={(state) => {
          change({ state });
        }}
      />
      <Choice
        label="Verdict"
        value={view.verdict}
        options={VERDICTS}
        onChoice={(verdict) => {
          change({ verdict });
        }}
      />
      {known.length > 0 && (
        <Choice
          label="Flag"
          value={view.flag}
          options={[
            ['', 'Any'] as const,
            ...known.map(([flag, count]) => [flag, `${flagWord(flag)} (${formatCount(count)})`] as const),
          ]}
          onChoice={(flag) => {
            change({ flag });
          }}
        />
      )}
    </div>
  );
}
