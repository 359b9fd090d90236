import { useState } from 'react';
import { nameGroup, type TextGroup } from '../../core/distribution/text-group';
import { comparableGroups, groupsToCompare } from '../../store/comparison-store';
import { differenceSentence } from '../../store/describe-comparison';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Opening } from '../opening';
import { useBusy } from '../use-busy';
import { ComparisonView } from './comparison-view';

/** How two groups of texts differ, such as synthetic ones and those of people; nothing where there is only one group. */
export function ComparePanel() {
  const app = useApp();
  const data = useLater(app.data, (state) => state.value);
  const report = useLater(app.doctor, (state) => state.value);
  const sets = useLater(app.evaluationData, (state) => state.value);
  const comparison = useLater(app.comparison, (state) => state.value);
  if (data === null) return null;
  const groups = comparableGroups(data, report, sets ?? []);
  const suggested = groupsToCompare(groups);
  if (suggested === null) return null;
  return (
    <section className="compare part" aria-labelledby="compare-title">
      <h3 id="compare-title">Real against synthetic</h3>
      <p className="quiet small-text">
        What a model meets in use should look like what it was trained on. Compare two groups of texts.
      </p>
      <CompareForm groups={groups} suggested={suggested} />
      <Opening store={app.comparison} what="Comparing the texts" />
      {/* Stays in the page, so that a change of it is told. */}
      <p className="small-text" role="status">
        {comparison !== null && <b>{differenceSentence(comparison)}</b>}
      </p>
      {comparison !== null && <ComparisonView comparison={comparison} />}
    </section>
  );
}

function CompareForm({
  groups,
  suggested,
}: {
  groups: readonly TextGroup[];
  suggested: readonly [TextGroup, TextGroup];
}) {
  const app = useApp();
  const busy = useBusy();
  // What is opened takes the comparison with it.
  const modelOpens = useSelect(app.model, ({ status }) => status === 'opening');
  const setOpens = useSelect(app.evaluationData, ({ status }) => status === 'opening');
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null]);
  const keyed = groups.map((group) => ({ key: JSON.stringify(group), group }));
  const selected = suggested.map((group, at) => {
    const choice = keyed.find(({ key }) => key === chosen[at]);
    return choice ?? { key: JSON.stringify(group), group };
  });
  const [a, b] = selected;
  const options = keyed.map(({ key, group }) => [key, nameGroup(group)] as const);
  if (a === undefined || b === undefined) return null;
  return (
    <div className="compare-form">
      <Choice
        label="First group"
        value={a.key}
        options={options}
        disabled={busy}
        onChoice={(key) => {
          setChosen([key, chosen[1]]);
        }}
      />
      <Choice
        label="Second group"
        value={b.key}
        options={options}
        disabled={busy}
        onChoice={(key) => {
          setChosen([chosen[0], key]);
        }}
      />
      <button
        type="button"
        className="small"
        disabled={busy || modelOpens || setOpens || a.key === b.key}
        onClick={() => {
          const { settings } = app.settings.getState();
          void app.comparison.open({ groups: [a.group, b.group], settings });
        }}
      >
        Compare
      </button>
    </div>
  );
}
