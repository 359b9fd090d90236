/** A backend has no memory left for a tensor. What was computed so far is gone, what was there before is untouched. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** True also for JavaScript's own word for it: a typed array that finds no room. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof OutOfMemoryError) return true;
  return error instanceof RangeError && /allocation failed|array length|array buffer/i.test(error.message);
}
