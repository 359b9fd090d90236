import type { DataSource } from '../../engine/protocol/data';
import type { SourceTextsReport } from '../../engine/protocol/synthesis';
import { formatPlural } from '../../store/format-value';
import type { ResourceStore } from '../../store/resource-store';
import { useApp, useSelect } from '../app-context';
import { FileField } from '../file-field';
import { Fold } from '../fold';
import { Opening } from '../opening';
import { RejectList } from '../reject-list';

/** The documents and queries to make rows from; without files, those of the training data that are open. */
export function SourceFields() {
  const app = useApp();
  const { documents, queries } = app.synthesis;
  const working = useSelect(app.synthesis, ({ phase }) => phase !== 'resting');
  const rows = useSelect(app.data, (data) => data.value?.rows);
  return (
    <section className="stack" aria-label="Sources">
      <p className="quiet small-text">
        Start with documents, queries, or both.{' '}
        {rows !== undefined &&
          'Without files of their own, the queries and passages of the open training data are taken. '}
        The sample has 180 documents and its training queries to try it with.
      </p>
      <div className="synthesis-sources">
        <Source
          id="documents-input"
          name="Documents"
          what="document"
          hint="JSONL, CSV, TSV or Parquet with a text column, a BEIR corpus.jsonl, or plain .txt and .md files."
          store={documents}
          disabled={working}
          onSource={app.openDocuments}
        />
        <Source
          id="source-queries-input"
          name="Source queries"
          what="query"
          hint="JSONL, CSV, TSV or Parquet with a query column, a BEIR queries.jsonl, or a .txt with one a line."
          store={queries}
          disabled={working}
          onSource={app.openSourceQueries}
        />
      </div>
    </section>
  );
}

interface SourceProps {
  readonly id: string;
  readonly name: string;
  readonly what: 'document' | 'query';
  readonly hint: string;
  readonly store: ResourceStore<DataSource, SourceTextsReport>;
  readonly disabled: boolean;
  readonly onSource: (source: DataSource) => Promise<void>;
}

function Source({ id, name, what, hint, store, disabled, onSource }: SourceProps) {
  const report = useSelect(store, (state) => state.value);
  const many = what === 'query' ? 'queries' : 'documents';
  return (
    <div className="stack-small">
      <FileField
        id={id}
        name={name}
        hint={hint}
        disabled={disabled}
        onFiles={(files) => void onSource({ kind: 'files', files })}
      />
      <button
        type="button"
        className="link"
        disabled={disabled}
        onClick={() => void onSource({ kind: 'sample' })}
      >
        Use the {many} of the sample
      </button>
      <Opening store={store} what={`Reading the ${many}`} />
      {report !== null && <Read report={report} what={what} many={many} />}
    </div>
  );
}

function Read({ report, what, many }: { report: SourceTextsReport; what: string; many: string }) {
  const { files, count, preview } = report;
  return (
    <div className="stack-small">
      <p className="small-text" role="status">
        <b>{formatPlural(count, what, many)}</b>{' '}
        <span className="quiet">
          from {files.map(({ file, format }) => `${file} (${format})`).join(', ')}
        </span>
      </p>
      {files.flatMap(({ file, notes }) =>
        notes.map((note) => (
          <p key={`${file} ${note}`} className="quiet small-text">
            {note}
          </p>
        )),
      )}
      {files.map(({ file, rejected, rejectedCount }) => (
        <RejectList key={file} file={file} rejected={rejected} count={rejectedCount} />
      ))}
      <Fold summary={`First ${many}`}>
        <ol className="synthesis-preview" tabIndex={0} aria-label={`First ${many}`}>
          {preview.map(({ id, title, text }) => (
            <li key={id}>
              {title !== '' && <b>{title} </b>}
              {text}
            </li>
          ))}
        </ol>
      </Fold>
    </div>
  );
}
