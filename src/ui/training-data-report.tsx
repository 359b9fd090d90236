import type { FileReport } from '../core/data/file-report';
import type { TrainingDataReport } from '../engine/protocol/data';
import { formatCount, formatPlural } from '../store/format-value';
import { Fold } from './fold';
import { LengthHistogram } from './length-histogram';
import { PreviewTable } from './preview-table';
import { ChooseColumns } from './mapping/choose-columns';
import { RejectList } from './reject-list';

/** What was read: counts, files, rejected lines, first rows, lengths. */
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
      {report.notes.map((note) => (
        <p key={note} className="quiet small-text">
          {note}
        </p>
      ))}
      {report.files.map((file) => (
        <FileSummary key={file.file} file={file} />
      ))}
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
      {file.rows > 0 && <ChooseColumns file={file.file} />}
      <RejectList file={file.file} rejected={file.rejected} count={file.rejectedCount} />
    </div>
  );
}
