import { useMemo, useState } from 'react';
import type { SystemNames } from '../../core/results/system-names';
import type { EmbeddingMap } from '../../engine/protocol/map';
import { formatPlural, formatShare, formatValue } from '../../store/format-value';
import { useApp, useLater } from '../app-context';
import { ChartTable } from '../charts/chart-table';
import { usePalette } from '../charts/palette';
import { Fold } from '../fold';
import { Choice } from '../choice';
import { StepSlider, describeStep } from '../step-slider';
import { MapCanvas } from './map-canvas';
import { MapLegend } from './map-legend';
import { PointDetails } from './point-details';
import { legendOf, pointLooks, type Colouring } from './point-looks';

/** A drawn map: its checkpoints, its colours, and what is known of the point looked at. */
export function MapFigure({ map }: { map: EmbeddingMap }) {
  const names = useLater(useApp().run, (state) => state.names);
  const palette = usePalette();
  const kept = map.frames.findIndex(({ step }) => step === map.keptStep);
  const [at, setAt] = useState(kept === -1 ? map.frames.length - 1 : kept);
  const [colouring, setColouring] = useState<Colouring>('relevance');
  const [selected, setSelected] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const frame = map.frames[at];
  const sets = useMemo(() => [...new Set(map.points.map(({ set }) => set))], [map]);
  const scene = useMemo(() => {
    if (frame === undefined) return null;
    return { map, frame, looks: pointLooks(map, frame, colouring, selected), selected, focused, palette };
  }, [map, frame, colouring, selected, focused, palette]);
  if (frame === undefined || scene === null) return null;
  return (
    <div className="stack">
      <div className="look-controls">
        <Choice label="Colours" options={colourings(sets)} value={colouring} onChoice={setColouring} />
        <Choice
          label="Question"
          options={questionOptions(map)}
          value={selected === null ? '' : String(selected)}
          onChoice={(chosen) => {
            setSelected(chosen === '' ? null : Number(chosen));
            setFocused(null);
          }}
        />
      </div>
      <figure className="map-figure" aria-label="Embedding map">
        <MapLegend entries={legendOf(colouring, sets)} />
        <MapCanvas
          scene={scene}
          label={mapWords(map, at, names)}
          onFocus={setFocused}
          onSelect={setSelected}
        />
        <StepSlider
          steps={map.frames.map(({ step }) => step)}
          at={at}
          keptStep={map.keptStep}
          names={names}
          onChange={setAt}
        />
      </figure>
      <LookedAt map={map} frame={frame} point={focused ?? selected} />
      <p className="quiet small-text">{methodWords(map, names)}</p>
      <Fold summary="Distances at each checkpoint">
        <ChartTable title="Distances at each checkpoint" columns={distanceColumns(map)} height={200} />
      </Fold>
    </div>
  );
}

/** What is known of the point looked at; how to look at one, while there is none. */
function LookedAt({
  map,
  frame,
  point,
}: {
  map: EmbeddingMap;
  frame: EmbeddingMap['frames'][number];
  point: number | null;
}) {
  return (
    <div role="status" className="map-status">
      {point === null ? (
        <p className="quiet small-text">
          Point at a question or a passage to read it; choose a question to see its relevant passages (solid
          lines) and its nearest others (dashed). Drag moves the map; the wheel zooms once the map is clicked.
        </p>
      ) : (
        <PointDetails map={map} frame={frame} point={point} />
      )}
    </div>
  );
}

function colourings(sets: readonly string[]): (readonly [Colouring, string])[] {
  return [
    ['relevance', 'Relevance'],
    ['kind', 'Questions and passages'],
    ...(sets.length > 1 ? [['set', 'Evaluation set'] as const] : []),
  ];
}

function questionOptions({ points }: EmbeddingMap): (readonly [string, string])[] {
  const questions = points.flatMap((point, at) =>
    point.kind === 'query' ? [[String(at), point.text] as const] : [],
  );
  return [['', 'None chosen'], ...questions];
}

/** The real distances: those on the map are pressed into two dimensions. */
function distanceColumns({ frames }: EmbeddingMap) {
  return [
    { name: 'step', values: frames.map(({ step }) => step) },
    { name: 'cosine with relevant', values: frames.map(({ relevantCosine }) => relevantCosine) },
    { name: 'cosine with others', values: frames.map(({ otherCosine }) => otherCosine) },
    { name: 'difference', values: frames.map((frame) => frame.relevantCosine - frame.otherCosine) },
  ];
}

function mapWords(
  { points, queries, frames, keptStep }: EmbeddingMap,
  at: number,
  names: SystemNames,
): string {
  const frame = frames[at];
  if (frame === undefined) return '';
  const passages = formatPlural(points.length - queries, 'passage');
  return (
    `${describeStep(frame.step, keptStep, names)}: ${formatPlural(queries, 'question')} and ${passages}. Mean cosine of ` +
    `questions with relevant passages ${formatValue(frame.relevantCosine)}, with others ${formatValue(frame.otherCosine)}.`
  );
}

function methodWords({ method, explained, fittedOn, keptStep }: EmbeddingMap, systems: SystemNames): string {
  const names = fittedOn.map((step) => describeStep(step, keptStep, systems).toLowerCase()).join(' and ');
  const fitted = `fitted on the embeddings of ${fittedOn.length > 1 ? 'two checkpoints together' : 'one checkpoint'} (${names})`;
  if (method === 'pca') {
    const share = formatShare(explained.reduce((sum, part) => sum + part, 0));
    return `PCA, ${fitted}: every checkpoint is drawn along the same two axes, which show ${share} of the variance.`;
  }
  return (
    `UMAP, ${fitted}: near neighbours stay near, distances between far groups say little. The other checkpoints are ` +
    'placed at the weighted mean of their nearest fitted points.'
  );
}
