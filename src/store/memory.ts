/** What this browser remembers between visits, by name. Both may throw: private windows forbid storage. */
export interface Memory {
  read(name: string): string | null;
  /** Null forgets it. */
  write(name: string, text: string | null): void;
}

/** Remembers nothing. */
export const NO_MEMORY: Memory = { read: () => null, write: () => undefined };

/** Null where nothing is remembered, or may be read. */
export function recall(memory: Memory, name: string): string | null {
  try {
    return memory.read(name);
  } catch {
    return null;
  }
}

/** False where nothing may be remembered: it still holds for this visit. */
export function remember(memory: Memory, name: string, text: string | null): boolean {
  try {
    memory.write(name, text);
    return true;
  } catch {
    return false;
  }
}
