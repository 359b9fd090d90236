import uPlot from 'uplot';
import type { ChartSpec } from './chart-spec';
import type { Palette } from './palette';

/** The chart as a PNG on the page's background, with its title above. */
export async function chartPicture(plot: uPlot, spec: ChartSpec, palette: Palette): Promise<Blob> {
  const source = plot.ctx.canvas;
  const ratio = uPlot.pxRatio;
  const head = 36 * ratio;
  const canvas = document.createElement('canvas');
  canvas.width = source.width;
  canvas.height = source.height + head;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this browser gives no 2D canvas');
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = palette.text;
  context.font = `600 ${14 * ratio}px system-ui, sans-serif`;
  context.fillText(spec.title, 12 * ratio, 24 * ratio);
  context.drawImage(source, 0, head);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) reject(new Error('the picture could not be encoded'));
      else resolve(blob);
    }, 'image/png');
  });
}
