import { useState } from 'react';
import type { SimilarityEvent } from '../../engine/protocol/similarity';
import type { SystemNames } from '../../core/results/system-names';
import { setsOf, similarityWords, type OtherKind } from '../../store/similarity-history';
import { useApp, useLater } from '../app-context';
import { Choice } from '../choice';
import { SimilarityFigure } from './similarity-figure';
import { StepSlider } from '../step-slider';

const KINDS: readonly (readonly [OtherKind, string])[] = [
  ['random', 'Random passages'],
  ['hardest', 'Hardest passages'],
];

/** What the second kind of pairs is, exactly. */
const MEANING: Readonly<Record<OtherKind, string>> = {
  random:
    'Relevant: every question with each passage judged relevant. Random: every question with up to 10 passages drawn ' +
    'from the rest of the corpus, the same ones at every evaluation.',
  hardest:
    'Relevant: every question with each passage judged relevant. Hardest: every question with the 5 best ranked ' +
    'passages that are not judged relevant at that evaluation; some may be relevant without anyone having judged them.',
};

/** How alike questions are to relevant and to other passages: before, at every evaluation of the run, and after. */
export function SimilarityTab() {
  const { run, assessment, similarities } = useApp();
  const ofRun = useLater(run, (state) => state.similarities);
  const assessed = useLater(similarities, (state) => state.events);
  const assesses = useLater(assessment, (state) => state.value !== null);
  const keptStep = useLater(run, (state) => state.result?.bestStep);
  const names = useLater(run, (state) => state.names);
  const events = assesses ? assessed : ofRun;
  if (events.length === 0)
    return (
      <p className="empty">
        Train or evaluate first. How alike questions are to relevant and to other passages is then drawn here,
        anew with every evaluation of the run.
      </p>
    );
  return <History events={events} keptStep={assesses ? undefined : keptStep} names={names} />;
}

function History({
  events,
  keptStep,
  names,
}: {
  events: readonly SimilarityEvent[];
  keptStep: number | undefined;
  names: SystemNames;
}) {
  const sets = setsOf(events);
  const [wantedSet, setWantedSet] = useState<string | null>(null);
  const [kind, setKind] = useState<OtherKind>('random');
  /** Null follows the latest. */
  const [at, setAt] = useState<number | null>(null);
  const set = sets.find((name) => name === wantedSet) ?? sets[0];
  const shown = events.filter((event) => event.set === set);
  const kept = shown.findIndex(({ step }) => step === keptStep);
  const latest = kept === -1 ? shown.length - 1 : kept;
  const chosen = Math.min(at ?? latest, shown.length - 1);
  const [before] = shown;
  const now = shown[chosen];
  if (before === undefined || now === undefined) return null;
  return (
    <div className="stack similarity">
      <div className="look-controls">
        <Choice label="Compare relevant with" options={KINDS} value={kind} onChoice={setKind} />
        {sets.length > 1 && (
          <Choice
            label="Set"
            options={sets.map((name) => [name, name] as const)}
            value={set ?? ''}
            onChoice={setWantedSet}
          />
        )}
      </div>
      <p role="status">{similarityWords({ now, before, names }, kind)}</p>
      <SimilarityFigure events={shown} before={before} now={now} kind={kind} names={names} />
      <StepSlider
        steps={shown.map(({ step }) => step)}
        at={chosen}
        keptStep={keptStep}
        names={names}
        onChange={(to) => {
          setAt(to === shown.length - 1 ? null : to);
        }}
      />
      <p className="quiet small-text">{MEANING[kind]} Each kind is drawn as shares of its own pairs.</p>
    </div>
  );
}
