import { Region } from '../region';

export function SynthesisRegion() {
  return (
    <Region name="Synthesis" step={7} folded>
      <p className="empty">Make training data with a language model, or without one from documents alone.</p>
    </Region>
  );
}
