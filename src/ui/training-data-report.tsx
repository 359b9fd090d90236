import type { FileReport } from '../core/data/file-report';
import type { TrainingDataReport } from '../engine/protocol/data';
import { formatCount, formatPlural } from '../store/format-value';
import { Fold } from './fold';
import { LengthHistogram } from './length-histogram';
import { PreviewTable } from './preview-table';
import { RejectList } from './reject-list';

/** What was read: counts, files, rejected lines, findings, first rows, lengths. */
export function TrainingDataReportView({ report }: { report: TrainingDataReport }) {
  return (
    <div className="stack">
      <dl className="counts">
        <Count label="rows" value={report.rows} />
        <Count label="queries" value={report.queries} />
        <Count label="passages" value={report.passages} />
        <Count label="with negatives" value={report.withNegatives} />
        {report.withSynthetic > 0 && <Count label="with synthetic" value={report.withSynthetic} />}
        {report.withCot > 0 && <Count label="with reasoning" value={report.withCot} />}
      </dl>
      {report.files.map((file) => (
        <FileSummary key={file.file} file={file} />
      ))}
      {report.findings.length > 0 && (
        <Fold summary={formatPlural(report.findings.length, 'finding')}>
          <ul className="findings">
            {report.findings.map((finding) => (
              <li key={finding.check}>
                {finding.check}: <b className="figures">{formatCount(finding.count)}</b>
                {finding.examples.slice(0, 3).map((example) => (
                  <q key={example}>{example}</q>
                ))}
              </li>
            ))}
          </ul>
        </Fold>
      )}
      <Fold summary="First rows">
        <PreviewTable rows={report.preview} />
      </Fold>
      <LengthHistogram />
    </div>
  );
}

function Count({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{formatCount(value)}</dd>
    </div>
  );
}

function FileSummary({ file }: { file: FileReport }) {
  return (
    <div className="file">
      <p>
        <b>{file.file}</b>{' '}
        <span className="quiet">
          {file.format} · {formatPlural(file.rows, 'row')}
          {file.pairs > 0 && ` · ${formatPlural(file.pairs, 'pair')}`}
          {file.triplets > 0 && ` · ${formatPlural(file.triplets, 'triplet')}`}
        </span>
      </p>
      {file.notes.map((note) => (
        <p key={note} className="quiet small-text">
          {note}
        </p>
      ))}
      <RejectList file={file.file} rejected={file.rejected} count={file.rejectedCount} />
    </div>
  );
}
