import { useId } from 'react';
import type { SystemNames } from '../core/results/system-names';
import { formatCount } from '../store/format-value';

interface StepSliderProps {
  readonly steps: readonly number[];
  readonly at: number;
  /** Step whose weights are kept, where that is known. */
  readonly keptStep: number | undefined;
  /** Of the models of the run. */
  readonly names: SystemNames;
  readonly onChange: (at: number) => void;
}

/** Moves over the evaluations of a run; nothing where there is only one. */
export function StepSlider({ steps, at, keptStep, names, onChange }: StepSliderProps) {
  const id = useId();
  if (steps.length < 2) return null;
  const words = describeStep(steps[at] ?? 0, keptStep, names);
  return (
    <div className="step-slider">
      <label htmlFor={id}>Evaluation</label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        value={at}
        aria-valuetext={words}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      />
      <output htmlFor={id} className="figures">
        {words}
      </output>
    </div>
  );
}

/** "Untouched", "Step 36", "Step 36, kept". */
export function describeStep(step: number, keptStep: number | undefined, { before }: SystemNames): string {
  const name = step === 0 ? before : `Step ${formatCount(step)}`;
  return step === keptStep ? `${name}, kept` : name;
}
