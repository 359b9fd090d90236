import type { EmbeddingMap, MapFrame } from '../../engine/protocol/map';
import type { Palette } from '../charts/palette';
import { nearestOf, type PointLook } from './point-looks';
import { toScreen, type Size, type Viewport } from './viewport';

/** What is drawn. */
export interface MapScene {
  readonly map: EmbeddingMap;
  readonly frame: MapFrame;
  readonly looks: readonly PointLook[];
  readonly selected: number | null;
  /** Under the pointer or reached by keys. */
  readonly focused: number | null;
  readonly palette: Palette;
}

const RADIUS = { faint: 3, plain: 4, strong: 6 } as const;
const ALPHA = { faint: 0.25, plain: 0.85, strong: 1 } as const;

/** Draws the map at the positions given, which may lie between two checkpoints. */
export function paintMap(
  context: CanvasRenderingContext2D,
  scene: MapScene,
  positions: Float32Array,
  view: Viewport,
  size: Size,
): void {
  const { map, looks, focused, palette } = scene;
  const ratio = devicePixelRatio;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  const place = (point: number): [number, number] =>
    toScreen(view, size, positions[2 * point] ?? 0, positions[2 * point + 1] ?? 0);
  paintLinks(context, scene, place);
  // Passages first, so that the fewer queries lie on top; what stands out last.
  const order = map.points.map((_, at) => at).reverse();
  for (const strong of [false, true])
    for (const at of order) {
      const look = looks[at];
      if (look !== undefined && (look.strength === 'strong') === strong)
        paintPoint(context, place(at), map.points[at]?.kind === 'query', look, palette);
    }
  context.globalAlpha = 1;
  if (focused !== null) paintRing(context, place(focused), palette);
}

/** Lines from the selected point: solid to what is relevant, dashed to the nearest that is not. */
function paintLinks(
  context: CanvasRenderingContext2D,
  { map, frame, selected, palette }: MapScene,
  place: (point: number) => [number, number],
): void {
  if (selected === null) return;
  const relevant = map.points[selected]?.relevant ?? [];
  const others = nearestOf(map, frame, selected).filter((at) => !relevant.includes(at));
  const link = (to: readonly number[], colour: string, dash: number[]): void => {
    context.strokeStyle = colour;
    context.setLineDash(dash);
    context.lineWidth = 1.5;
    for (const point of to) {
      context.beginPath();
      context.moveTo(...place(selected));
      context.lineTo(...place(point));
      context.stroke();
    }
    context.setLineDash([]);
  };
  link(others, palette.hardest, [3, 4]);
  link(relevant, palette.positive, []);
}

function paintPoint(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  isQuery: boolean,
  { colour, hollow, strength }: PointLook,
  palette: Palette,
): void {
  const radius = RADIUS[strength] + (isQuery ? 1 : 0);
  context.globalAlpha = ALPHA[strength];
  context.beginPath();
  if (isQuery) {
    context.moveTo(x, y - radius);
    context.lineTo(x + radius * 0.9, y + radius * 0.7);
    context.lineTo(x - radius * 0.9, y + radius * 0.7);
    context.closePath();
  } else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = hollow ? palette.surface : palette[colour];
  context.fill();
  context.strokeStyle = hollow ? palette[colour] : palette.surface;
  context.lineWidth = hollow ? 1.5 : 1;
  context.stroke();
}

function paintRing(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  { text }: Palette,
): void {
  context.strokeStyle = text;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 10, 0, 2 * Math.PI);
  context.stroke();
}
