const WHOLE = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/** 12,345 */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** "1 row", "2,000 rows": the word with an s unless there is exactly one. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A metric: four decimals, as trec_eval prints them. */
export function formatMetric(value: number): string {
  return value.toFixed(4);
}

/** A difference of metrics, always with its sign. */
export function formatDifference(value: number): string {
  const text = Math.abs(value).toFixed(4);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

/** Three significant digits, in exponent form where plain digits would be long: 0.912, 23.4, 2e-5. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3) return shortExponent(value);
  if (size >= 1000) return WHOLE.format(value);
  return value.toPrecision(3);
}

/** A setting as it is typed: 0.00002 becomes 2e-5. */
export function formatSetting(value: number | string | boolean): string {
  if (typeof value !== 'number') return String(value);
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential().replace('e+', 'e') : String(value);
}

function shortExponent(value: number): string {
  return value
    .toExponential(2)
    .replace(/\.?0+e/u, 'e')
    .replace('e+', 'e');
}

/** Seconds as people say them: "8 s", "2 min 5 s", "1 h 12 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Bytes with a decimal unit: "13.2 MB". */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Parameters of a model: "3.3 M", "410 k". */
export function formatParameters(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(1)} M`;
  return count >= 1e3 ? `${(count / 1e3).toFixed(0)} k` : String(count);
}

/** "23 %" of a share between 0 and 1; a share above 0 is never shown as 0 %. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '<0.1 %';
  return `${percent.toFixed(percent < 10 && percent > 0 ? 1 : 0)} %`;
}

/** A p-value: "p < 0.001" or "p = 0.042". */
export function formatP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toPrecision(2)}`;
}
