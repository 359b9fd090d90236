import { useState } from 'react';
import { SETTINGS } from '../../core/settings/settings';
import { formatCount, formatPlural, formatShare } from '../../store/format-value';
import {
  changeRatio,
  mixableGroups,
  mixEqually,
  mixView,
  stopMixing,
  type MixableGroups,
  type MixView,
} from '../../store/mix-view';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { NumberInput } from '../number-input';
import { useBusy } from '../use-busy';

/** In which ratios training mixes the groups of rows; nothing where there is one group only. */
export function MixPanel() {
  const app = useApp();
  const data = useLater(app.data, (state) => state.value);
  const report = useLater(app.doctor, (state) => state.value);
  const { mix, mixBy } = useSelect(app.settings, ({ settings }) => settings);
  if (data === null) return null;
  const groups = mixableGroups(data, report);
  const view = mixView(groups, { mix, mixBy });
  if (view === null) return null;
  return (
    <section className="mix part" aria-labelledby="mix-title">
      <h3 id="mix-title">Mix of sources</h3>
      <MixActions view={view} groups={groups} />
      {view.missing.length > 0 && (
        <p className="field-error" role="alert">
          {/* By paradigm only the checks know the groups. */}
          {view.by === 'paradigm' && report === null
            ? 'The groups are known once the data are checked.'
            : `These rows have no group ${view.missing.map((name) => `“${name}”`).join(', ')}.`}
        </p>
      )}
      {view.groups.length > 0 && <MixTable key={view.by} view={view} />}
      <p className="small-text quiet" role="status">
        {view.mixing
          ? `An epoch has ${formatPlural(view.total, 'row')}, before queries are held out; no row comes twice. Where a group has more, its rows take turns. A ratio of 0 leaves a group out.`
          : `An epoch has all ${formatPlural(view.total, 'row')}.`}
      </p>
    </section>
  );
}

function MixActions({ view, groups }: { view: MixView; groups: MixableGroups }) {
  const app = useApp();
  const busy = useBusy();
  const labels = SETTINGS.mixBy.choiceLabels;
  const choose = (by: MixView['by']): void => {
    if (view.mixing) mixEqually(app, by, groups[by]);
    else app.settings.edit('mixBy', by);
  };
  return (
    <div className="mix-actions">
      {view.choices.length > 1 && (
        <Choice
          label="Groups"
          value={view.by}
          options={view.choices.map((by) => [by, labels[by]] as const)}
          disabled={busy}
          onChoice={choose}
        />
      )}
      {/* One button, so that the focus stays. */}
      <button
        type="button"
        className="small"
        disabled={busy}
        onClick={() => {
          if (view.mixing) stopMixing(app);
          else mixEqually(app, view.by, view.groups);
        }}
      >
        {view.mixing ? 'Use all rows instead' : 'Mix in equal parts'}
      </button>
    </div>
  );
}

function MixTable({ view }: { view: MixView }) {
  const { groups, mixing, total } = view;
  const [fault, setFault] = useState<{
    readonly name: string;
    readonly text: string;
    readonly reason: string;
  }>();
  return (
    <>
      <table className="mix-table small-text" aria-labelledby="mix-title">
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col">Rows</th>
            {mixing && <th scope="col">Ratio</th>}
            <th scope="col">{mixing ? 'In an epoch' : 'Share'}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ name, rows, ratio, perEpoch }, at) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="figures">{formatCount(rows)}</td>
              {mixing && (
                <td>
                  <Ratio
                    id={`mix-ratio-${at}`}
                    name={name}
                    ratio={ratio}
                    text={fault?.name === name ? fault.text : undefined}
                    view={view}
                    onFault={setFault}
                  />
                </td>
              )}
              <td className="figures">
                {mixing && `${formatCount(perEpoch)}, `}
                {formatShare(perEpoch / Math.max(1, total))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fault !== undefined && (
        <p id="mix-fault" className="field-error" role="alert">
          {fault.reason}
        </p>
      )}
    </>
  );
}

interface RatioProps {
  readonly id: string;
  readonly name: string;
  readonly ratio: number;
  /** What was typed, while it does not fit. */
  readonly text: string | undefined;
  readonly view: MixView;
  readonly onFault: (
    fault: { readonly name: string; readonly text: string; readonly reason: string } | undefined,
  ) => void;
}

function Ratio({ id, name, ratio, text, view, onFault }: RatioProps) {
  const app = useApp();
  const busy = useBusy();
  return (
    <>
      <label className="hidden" htmlFor={id}>
        Ratio of {name}
      </label>
      <NumberInput
        id={id}
        disabled={busy}
        aria-describedby={text === undefined ? 'mix-title' : 'mix-fault'}
        value={ratio}
        text={text}
        onText={(typed) => {
          const reason = changeRatio(app, view, name, typed);
          onFault(reason === undefined ? undefined : { name, text: typed, reason });
        }}
      />
    </>
  );
}
