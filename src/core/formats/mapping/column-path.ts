import { isFields } from '../training/format-reader';

/** One step into a value: a key, the place in a list, or every item of a list. */
type Step = { readonly key: string } | { readonly at: number } | 'each';

const STEPS = /\.?([^.[\]]+)|\[(\d*)\]/gy;

/**
 * The value of a row under a column's name or path: `text`, `positive.text`, `passages[0]`, `passages[].text` (a
 * list of all). A key that is written like a path counts as that key. Undefined where there is nothing.
 */
export function valueAt(row: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(row, path)) return row[path];
  const steps = stepsOf(path);
  return steps === undefined ? undefined : follow(row, steps);
}

function stepsOf(path: string): Step[] | undefined {
  const steps: Step[] = [];
  let end = 0;
  for (const match of path.matchAll(STEPS)) {
    const [whole, key, at] = match;
    end = match.index + whole.length;
    if (key !== undefined) steps.push({ key });
    else steps.push(at === undefined || at === '' ? 'each' : { at: Number(at) });
  }
  return end === path.length && end > 0 ? steps : undefined;
}

function follow(value: unknown, [step, ...rest]: readonly Step[]): unknown {
  if (step === undefined) return value;
  if (step === 'each') {
    if (!Array.isArray(value)) return undefined;
    return value.flatMap((item: unknown) => follow(item, rest) ?? []);
  }
  if ('at' in step) return Array.isArray(value) ? follow(value[step.at], rest) : undefined;
  return isFields(value) && Object.hasOwn(value, step.key) ? follow(value[step.key], rest) : undefined;
}
