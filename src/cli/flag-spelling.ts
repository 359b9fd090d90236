/** A flag in the app's spelling: `eval-out` becomes `evalOut`. */
export function inApp(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A flag as it is typed: `evalOut` becomes `eval-out`. */
export function asTyped(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
