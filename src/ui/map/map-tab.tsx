import { useState } from 'react';
import type { MapMethod } from '../../engine/protocol/map';
import { isActive } from '../../store/run-state';
import { useApp, useLater, useSelect } from '../app-context';
import { Choice } from '../choice';
import { Opening } from '../opening';
import { MapFigure } from './map-figure';

const METHODS: readonly (readonly [MapMethod, string])[] = [
  ['pca', 'PCA (fast)'],
  ['umap', 'UMAP (neighbourhoods)'],
];

/** Questions and passages as points, moving as the model learns. */
export function MapTab() {
  const { run, assessment, map } = useApp();
  const [method, setMethod] = useState<MapMethod>('pca');
  const assesses = useLater(assessment, (state) => state.value !== null);
  const evaluations = useLater(run, (state) => state.evaluations.length);
  const training = useSelect(run, (state) => isActive(state.phase));
  const drawing = useSelect(map, (state) => state.status === 'opening');
  const drawn = useLater(map, (state) => state.value);
  const lastStep = useLater(run, (state) => state.evaluations.at(-1)?.step ?? 0);
  if (!assesses && evaluations === 0)
    return (
      <p className="empty">
        Train or evaluate first. Questions and passages are then drawn here as points, at every evaluation of
        the run.
      </p>
    );
  const older = !assesses && drawn !== null && (drawn.frames.at(-1)?.step ?? 0) < lastStep;
  return (
    <div className="stack">
      <div className="look-controls">
        <Choice label="Method" options={METHODS} value={method} onChoice={setMethod} />
        <button
          type="button"
          className={drawn === null ? 'primary' : ''}
          disabled={drawing}
          onClick={() => void map.open({ of: assesses ? 'evaluation' : 'run', method })}
        >
          {drawn === null ? 'Draw the map' : 'Draw again'}
        </button>
        {older && training && (
          <p className="quiet small-text">The run has moved on since the map was drawn.</p>
        )}
      </div>
      <Opening store={map} what="Drawing the map" />
      {drawn === null ? (
        <p className="quiet small-text">
          Up to 150 questions, their relevant passages and others drawn at random, 450 passages in all, at up
          to 30 evaluations.
        </p>
      ) : (
        <MapFigure key={`${drawn.method} ${drawn.frames.length} ${drawn.keptStep}`} map={drawn} />
      )}
    </div>
  );
}
