import { formatPlural } from '../../store/format-value';
import { FileField } from '../file-field';

export interface Chosen {
  readonly runs: readonly File[];
  readonly qrels: readonly File[];
}

interface RunFilesFieldsProps {
  readonly chosen: Chosen;
  /** How many evaluation sets are open. */
  readonly sets: number;
  readonly disabled: boolean;
  readonly onChange: (change: Partial<Chosen>) => void;
}

/** Where runs and judgements are dropped; new files join those already chosen. */
export function RunFilesFields({ chosen, sets, disabled, onChange }: RunFilesFieldsProps) {
  return (
    <div className="run-files-fields">
      <FileField
        id="run-files-input"
        name="Run files"
        hint="What a system ranked: lines of “qid Q0 docid rank score tag” (TREC), or JSON of pytrec_eval or ranx. Plain or gzipped."
        disabled={disabled}
        onFiles={(files) => {
          onChange({ runs: [...chosen.runs, ...files] });
        }}
      />
      <FileField
        id="run-qrels-input"
        name="Judgements (qrels)"
        hint={`TREC, BEIR or JSON. ${withoutQrels(sets)}`}
        disabled={disabled}
        onFiles={(files) => {
          onChange({ qrels: [...chosen.qrels, ...files] });
        }}
      />
    </div>
  );
}

function withoutQrels(sets: number): string {
  if (sets === 0) return 'Needed, since no evaluation data is open.';
  return `Without any, ${sets === 1 ? 'the open evaluation set judges' : `the ${formatPlural(sets, 'open evaluation set')} judge`}.`;
}
