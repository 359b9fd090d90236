/**
 * JSON in which numbers that JSON lacks stand as text, "NaN" or "Infinity": JSON.stringify would write null, and a loss
 * that blew up would look like one that was not measured.
 */
export function jsonText(value: unknown, indent = 0): string {
  return JSON.stringify(value, nameNonFinite, indent);
}

function nameNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
