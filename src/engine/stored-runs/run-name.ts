/** The name that a run is stored under: its loss and when it ended, by the local clock. */
export function runName(loss: string, now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `${loss} ${day} ${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** The name, or with the first free number behind it: names are what tells runs apart on the page. */
export function freeName(name: string, taken: Iterable<string>): string {
  const used = new Set(taken);
  if (!used.has(name)) return name;
  for (let number = 2; ; number++) {
    const numbered = `${name} (${String(number)})`;
    if (!used.has(numbered)) return numbered;
  }
}
