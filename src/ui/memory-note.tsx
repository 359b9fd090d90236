import { useMemo } from 'react';
import { describeFit, isExact } from '../core/memory/describe-fit';
import type { MemoryPlan } from '../core/memory/plan-memory';
import type { Fit, Proposal } from '../core/memory/propose-fit';
import { SETTING_NAMES } from '../core/settings/settings';
import { formatBytes } from '../store/format-value';
import { memoryPlan } from '../store/memory-plan';
import { isActive } from '../store/run-state';
import { useApp, useSelect } from './app-context';
import { Fold } from './fold';

/** What the run, or the next one, needs of the device's memory; where that is too much, what to change. */
export function MemoryNote() {
  const { run } = useApp();
  const active = useSelect(run, (state) => isActive(state.phase));
  const running = useSelect(run, (state) => state.memory);
  const next = useNextPlan();
  const shown = active ? running : next;
  if (shown === null) return null;
  const measured = running?.measured ?? null;
  return (
    <div className="memory" role="group" aria-label="Memory">
      <Fold summary={<Line plan={shown.plan} measured={measured} active={active} />} className="memory-fold">
        <Parts plan={shown.plan} />
      </Fold>
      {!active && !shown.plan.fits && <TooMuch plan={shown.plan} proposal={shown.proposal} />}
    </div>
  );
}

function useNextPlan() {
  const app = useApp();
  const model = useSelect(app.model, (state) => state.value);
  const data = useSelect(app.data, (state) => state.value);
  const evaluationData = useSelect(app.evaluationData, (state) => state.value);
  const lengths = useSelect(app.lengths, (state) => state.value);
  const device = useSelect(app.device, (state) => state.value);
  const settings = useSelect(app.settings, (state) => state.settings);
  return useMemo(
    () => memoryPlan({ model, data, evaluationData, lengths, device }, settings),
    [model, data, evaluationData, lengths, device, settings],
  );
}

function Line({ plan, measured, active }: { plan: MemoryPlan; measured: number | null; active: boolean }) {
  return (
    <span className="figures">
      Memory: about {formatBytes(plan.bytes)} of {formatBytes(plan.limits.total)}
      {measured !== null && (active ? '; in use ' : '; the last run used ') + formatBytes(measured)}
    </span>
  );
}

function Parts({ plan }: { plan: MemoryPlan }) {
  return (
    <>
      <Bytes caption="On the device, at the fullest moment" parts={plan.parts} />
      <Bytes caption="Besides, in the page's own memory" parts={plan.host} />
    </>
  );
}

function Bytes({ caption, parts }: { caption: string; parts: MemoryPlan['parts'] }) {
  return (
    <table className="memory-parts small-text figures">
      <caption>{caption}</caption>
      <tbody>
        {parts.map(({ name, bytes }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatBytes(bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function TooMuch({ plan, proposal }: { plan: MemoryPlan; proposal: Proposal | null }) {
  const { settings } = useApp();
  const apply = (change: Fit): void => {
    for (const name of SETTING_NAMES) {
      if (name in change) settings.edit(name, String(change[name as keyof Fit])); // a name that the change has
    }
  };
  return (
    <div className="note" role="status">
      <p>
        This run may not fit: it needs about {formatBytes(plan.bytes)}, and this device has{' '}
        {formatBytes(plan.limits.total)}.{' '}
        {proposal === null
          ? 'A smaller model, a smaller batch or a smaller maximum length needs less.'
          : `With ${describeFit(proposal.change)} it needs ${formatBytes(proposal.bytes)}${
              isExact(proposal.change) ? '; the gradient stays the same, a step takes longer.' : '.'
            }`}
      </p>
      {proposal !== null && (
        <button
          type="button"
          className="small"
          onClick={() => {
            apply(proposal.change);
          }}
        >
          Make it fit
        </button>
      )}
    </div>
  );
}
