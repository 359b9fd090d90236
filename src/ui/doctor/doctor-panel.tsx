import type { DoctorReport } from '../../engine/protocol/doctor';
import { foundSentence, usedSentence } from '../../store/describe-checks';
import { applyFixes, fixesToOffer, undoFixes } from '../../store/doctor-store';
import { useApp, useLater } from '../app-context';
import { Opening } from '../opening';
import { useBusy } from '../use-busy';
import { FindingItem } from './finding-item';
import { MakeUp } from './make-up';

/** What the checks of the training data found, and what can be done about it. */
export function DoctorPanel() {
  const { doctor } = useApp();
  const report = useLater(doctor, (state) => state.value);
  return (
    <section className="doctor part" aria-labelledby="doctor-title">
      <h3 id="doctor-title">Data checks</h3>
      <Opening store={doctor} what="Checking the training data" />
      {/* Stays in the page, so that a change of it is told. */}
      <p className="small-text" role="status">
        {report !== null && (
          <>
            <b>{foundSentence(report)}</b> {usedSentence(report)}
          </>
        )}
      </p>
      {report !== null && <Report report={report} />}
    </section>
  );
}

function Report({ report }: { report: DoctorReport }) {
  const app = useApp();
  const busy = useBusy();
  const offered = fixesToOffer(report);
  return (
    <>
      {(offered.length > 0 || report.fixes.length > 0) && (
        <div className="doctor-actions">
          {offered.length > 0 && (
            <button
              type="button"
              className="small"
              disabled={busy}
              onClick={() => {
                applyFixes(app, offered);
              }}
            >
              Fix errors and warnings
            </button>
          )}
          {report.fixes.length > 0 && (
            <button
              type="button"
              className="link"
              disabled={busy}
              onClick={() => {
                undoFixes(app);
              }}
            >
              Undo all fixes
            </button>
          )}
        </div>
      )}
      {report.findings.length > 0 && (
        <ul className="doctor-findings">
          {report.findings.map((finding) => (
            <FindingItem key={finding.check} finding={finding} fixes={report.fixes} disabled={busy} />
          ))}
        </ul>
      )}
      {!report.lengthsKnown && (
        <p className="quiet small-text">Load a model to see whether texts are cut at its maximum length.</p>
      )}
      <MakeUp overview={report.overview} />
    </>
  );
}
