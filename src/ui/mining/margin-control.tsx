import { useId } from 'react';
import type { MiningPreview } from '../../engine/protocol/mining';
import { formatSetting } from '../../store/format-value';
import { countWords } from '../../store/mining-words';
import { useApp, useSelect } from '../app-context';

/** The slider's way, in steps of a hundredth of it. */
const WIDEST = { relative: 0.5, absolute: 0.5, none: 0.5 } as const;
const STEPS = 100;

/** Moves the margin; how many negatives are left is told at once. */
export function MarginControl({ preview }: { preview: MiningPreview }) {
  const { settings } = useApp();
  const id = useId();
  const margin = useSelect(settings, (state) => state.settings.mineMargin);
  const kind = useSelect(settings, (state) => state.settings.mineMarginKind);
  const wanted = useSelect(settings, (state) => state.settings.mineNegatives);
  const step = WIDEST[kind] / STEPS;
  return (
    <div className="stack mining-margin">
      <div className="step-slider">
        <label htmlFor={id}>Margin below the answer</label>
        <input
          id={id}
          type="range"
          min={0}
          max={STEPS}
          value={Math.round(margin / step)}
          disabled={kind === 'none'}
          aria-valuetext={marginWords(margin, kind)}
          onChange={(event) => {
            settings.edit('mineMargin', String(Number((Number(event.target.value) * step).toFixed(4))));
          }}
        />
        <output htmlFor={id} className="figures">
          {marginWords(margin, kind)}
        </output>
      </div>
      <p role="status">
        <b>{countWords(preview.figures, wanted)}</b>
      </p>
    </div>
  );
}

function marginWords(margin: number, kind: keyof typeof WIDEST): string {
  if (kind === 'none') return 'No margin';
  return kind === 'absolute' ? formatSetting(margin) : `${Number((100 * margin).toFixed(2))} % of its score`;
}
