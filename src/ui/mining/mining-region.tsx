import { Region } from '../region';

export function MiningRegion() {
  return (
    <Region name="Mining" step={8} folded>
      <p className="empty">Find hard negatives with the current model.</p>
    </Region>
  );
}
