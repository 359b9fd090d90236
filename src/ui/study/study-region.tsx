import { Region } from '../region';

export function StudyRegion() {
  return (
    <Region name="Study" step={10} folded>
      <p className="empty">Run a grid of variants with several seeds.</p>
    </Region>
  );
}
