import type { Fields } from '../training/format-reader';

/** A row of Parquet as JSON would have it: no empty cells, whole numbers of 64 bits as numbers or digits, dates as text. */
export function plainRow(row: Fields): Fields {
  const cells = Object.entries(row).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(cells.map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return isSafe(value) ? Number(value) : String(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]));
}

function isSafe(value: bigint): boolean {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= -BigInt(Number.MAX_SAFE_INTEGER);
}
