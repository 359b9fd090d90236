import { useId } from 'react';
import type { Judge } from '../../core/preferences/pair';
import type { SettingName } from '../../core/settings/settings';
import { SETTINGS } from '../../core/settings/settings';
import { formatPlural } from '../../store/format-value';
import { proposalBlocker } from '../../store/judging-actions';
import { useApp, useSelect } from '../app-context';
import { FaultMessage } from '../fault-message';
import { Fold } from '../fold';
import { ProgressLine } from '../opening';
import { SettingList } from '../setting-list';
import { useBusy } from '../use-busy';
import { useKeptFocus } from '../use-kept-focus';
import { JudgeScreen } from './judge-screen';
import { JudgedList } from './judged-list';
import { LabelsJudge } from './labels-judge';
import { LlmJudge } from './llm-judge';
import { PairRatesView } from './pair-rates-view';
import { UseVerdicts } from './use-verdicts';

/** Pairs of passages: found, judged in one of three ways, and made into preferences. */
export function PairsPanel() {
  const { judging, settings } = useApp();
  const any = useSelect(judging, ({ report }) => report !== null && report.pairs.length > 0);
  const fault = useSelect(judging, (state) => state.fault);
  const judge = useSelect(settings, (state) => state.settings.judge);
  return (
    <>
      <p className="quiet small-text">
        Alignment teaches the model which of several good passages is the better one. It learns that from
        preferences: verdicts on which of two passages answers a query better. Whoever has preferences in a
        file opens them further down, under “Align with preferences”; the others find pairs and judge them
        here.
      </p>
      <Proposal />
      {fault !== null && (
        <FaultMessage fault={fault} {...(any ? { after: 'Every verdict that came is kept.' } : {})} />
      )}
      {any && (
        <>
          <section className="stack part" aria-label="Judge the pairs">
            <ChooseJudge />
            {judge === 'llm' && <LlmJudge />}
            {judge === 'person' && <JudgeScreen />}
            {judge === 'labels' && <LabelsJudge />}
            <PairRatesView judge={judge} />
            <Fold summary="All pairs">
              <JudgedList judge={judge} />
            </Fold>
          </section>
          <UseVerdicts />
        </>
      )}
    </>
  );
}

const MORE: readonly SettingName[] = ['judgeCorpus', 'judgeCycles'];

/** Which pairs, and the button that finds them. */
function Proposal() {
  const app = useApp();
  const { judging, settings } = app;
  const phase = useSelect(judging, (state) => state.phase);
  const sampled = useSelect(settings, (state) => state.settings.judgePairs === 'sampled');
  const report = useSelect(judging, (state) => state.report);
  const blocker = useBlocker();
  const busy = useBusy();
  const id = useId();
  const working = phase !== 'resting';
  const any = report !== null && report.pairs.length > 0;
  const focus = useKeptFocus(phase);
  return (
    <section className="stack part" aria-label="Find pairs" {...focus}>
      <h3>Find and judge pairs</h3>
      <p className="quiet small-text">
        The model ranks passages for the training queries; the best of each are compared two by two.
      </p>
      <div className="pairs-settings">
        <SettingList
          names={['judgeTop', 'judgePairs', ...(sampled ? (['judgeSampled'] as const) : []), 'judgeQueries']}
          disabled={working}
        />
      </div>
      <Fold summary="More settings">
        <div className="pairs-settings">
          <SettingList names={MORE} disabled={working} />
        </div>
      </Fold>
      {phase === 'proposing' ? (
        <Working idle="Finding pairs" />
      ) : (
        <div className="pairs-start">
          <button
            type="button"
            className={any ? '' : 'primary'}
            disabled={working || busy || blocker !== null}
            aria-describedby={id}
            onClick={() => void app.proposePairs()}
          >
            {any ? 'Find pairs anew' : 'Find pairs'}
          </button>
          <p id={id} className="quiet small-text" role="status">
            {blocker ?? (busy ? 'Not while a training is under way.' : foundWords(report))}
          </p>
        </div>
      )}
      {report?.notes.map((note) => (
        <p key={note} className="note small-text">
          {note}
        </p>
      ))}
    </section>
  );
}

function foundWords(report: ReturnType<ReturnType<typeof useApp>['judging']['getState']>['report']): string {
  if (report === null || report.pairs.length === 0) return 'No pairs yet.';
  const { pairs, queries, model, corpus } = report;
  const where = corpus === 'training' ? 'the passages of the training data' : corpus;
  return `${formatPlural(pairs.length, 'pair')} of ${formatPlural(queries.length, 'query', 'queries')}, found by ${model} in ${where}. Verdicts on the same texts stay when pairs are found anew.`;
}

/** Why pairs cannot be found, following every store that the answer depends on. */
function useBlocker(): string | null {
  const app = useApp();
  useSelect(app.data, (state) => state.value);
  useSelect(app.model, (state) => state.value);
  useSelect(app.settings, (state) => state.drafts);
  return proposalBlocker(app);
}

/** Progress of long work on the pairs, and the way to end it. */
export function Working({ idle }: { idle: string }) {
  const { judging } = useApp();
  const progress = useSelect(judging, (state) => state.progress);
  const cancelling = useSelect(judging, ({ phase }) => phase === 'cancelling');
  return (
    <div className="opening">
      <ProgressLine progress={progress} idle={cancelling ? 'Cancelling' : idle} />
      <button type="button" disabled={cancelling} onClick={judging.cancel}>
        Cancel
      </button>
    </div>
  );
}

const WAYS: Readonly<Record<Judge, string>> = {
  llm: 'Judge with a language model',
  person: 'Judge yourself',
  labels: 'From the labels',
};

function ChooseJudge() {
  const { settings, judging } = useApp();
  const judge = useSelect(settings, (state) => state.settings.judge);
  const judgingNow = useSelect(judging, ({ phase }) => phase === 'judging' || phase === 'cancelling');
  return (
    <fieldset className="segments pairs-ways" disabled={judgingNow}>
      <legend className="hidden">{SETTINGS.judge.label}</legend>
      {SETTINGS.judge.choices.map((way) => (
        <label key={way}>
          <input
            type="radio"
            name="pairs-judge"
            value={way}
            checked={judge === way}
            onChange={() => {
              settings.edit('judge', way);
            }}
          />
          <span>{WAYS[way]}</span>
        </label>
      ))}
    </fieldset>
  );
}
