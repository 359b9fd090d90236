import type { PreviewRow } from '../engine/protocol/data';

/** The first rows as they were understood. */
export function PreviewTable({ rows }: { rows: readonly PreviewRow[] }) {
  return (
    <ol className="preview" tabIndex={0} aria-label="First rows">
      {rows.map((row) => (
        <li key={row.line}>
          <p className="preview-query">
            <span className="figures quiet">{row.line}</span> {row.query}
          </p>
          <Part tone="good" label="positive" text={row.positive} />
          <Part tone="good" label="synthetic" text={row.synthetic} />
          <Part tone="good" label="reasoning" text={row.cot} />
          <Part tone="bad" label="negative" text={row.negative} />
        </li>
      ))}
    </ol>
  );
}

function Part({ tone, label, text }: { tone: 'good' | 'bad'; label: string; text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p className={`preview-part preview-${tone}`}>
      <span className="preview-label">{label}</span> <span className="preview-text">{text}</span>
    </p>
  );
}
