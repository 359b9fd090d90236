import { Region } from '../region';

export function AlignmentRegion() {
  return (
    <Region name="Alignment" step={9} folded>
      <p className="empty">Align the distilled model with preferences.</p>
    </Region>
  );
}
