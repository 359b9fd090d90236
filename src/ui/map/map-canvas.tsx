import { useCallback, useId, useMemo, useRef } from 'react';
import { useWidth } from '../use-width';
import { ZOOM, pressKey } from './map-keys';
import { paintMap, type MapScene } from './paint-map';
import { useGlide } from './use-glide';
import { useMapGestures } from './use-map-gestures';
import { useViewport, type MovableViewport } from './use-viewport';
import type { Size } from './viewport';

const HEIGHT = 440;
const NARROW_HEIGHT = 340;
const NARROW = 480;

interface MapCanvasProps {
  readonly scene: MapScene;
  /** The map in words. */
  readonly label: string;
  readonly onFocus: (point: number | null) => void;
  readonly onSelect: (point: number | null) => void;
}

/** The drawn map, with its buttons to zoom. */
export function MapCanvas(props: MapCanvasProps) {
  const [ref, width] = useWidth();
  return (
    <div ref={ref} className="map-plot">
      {width > 0 && <SizedMap {...props} width={width} />}
    </div>
  );
}

function SizedMap({ scene, label, onFocus, onSelect, width }: MapCanvasProps & { readonly width: number }) {
  const { map, frame, focused, selected } = scene;
  const hint = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useMemo<Size>(() => ({ width, height: width < NARROW ? NARROW_HEIGHT : HEIGHT }), [width]);
  const viewport = useViewport(map, size);
  const { view, whole, change } = viewport;
  const { positions } = frame;
  const draw = useCallback(
    (shown: Float32Array) => {
      const context = canvas.current?.getContext('2d') ?? null;
      if (context !== null) paintMap(context, scene, shown, view, size);
    },
    [scene, view, size],
  );
  useGlide(positions, draw);
  const gestures = useMapGestures({ canvas, positions, view, size, change, onFocus, onSelect });
  return (
    <>
      <canvas
        ref={canvas}
        width={Math.round(size.width * devicePixelRatio)}
        height={Math.round(size.height * devicePixelRatio)}
        className={whole ? 'map-canvas' : 'map-canvas map-moved'}
        tabIndex={0}
        role="application"
        aria-roledescription="map of points"
        aria-label={label}
        aria-describedby={hint}
        {...gestures}
        onKeyDown={(event) => {
          const targets = { at: focused ?? selected, points: map.points.length, viewport, onFocus, onSelect };
          if (pressKey(event.key, targets)) event.preventDefault();
        }}
      />
      <p id={hint} className="hidden">
        Arrow keys go from point to point, Enter chooses one, Escape lets it go, plus and minus zoom, 0 shows
        the whole map.
      </p>
      <ZoomButtons {...viewport} />
    </>
  );
}

function ZoomButtons({ zoom, showWhole, whole }: Pick<MovableViewport, 'zoom' | 'showWhole' | 'whole'>) {
  return (
    <div className="map-buttons" role="group" aria-label="Zoom">
      <button
        type="button"
        className="small"
        aria-label="Zoom in"
        onClick={() => {
          zoom(ZOOM);
        }}
      >
        +
      </button>
      <button
        type="button"
        className="small"
        aria-label="Zoom out"
        onClick={() => {
          zoom(1 / ZOOM);
        }}
      >
        −
      </button>
      <button type="button" className="small" disabled={whole} onClick={showWhole}>
        Whole map
      </button>
    </div>
  );
}
