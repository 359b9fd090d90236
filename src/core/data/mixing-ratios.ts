import { InputError } from '../input-error';

/** How many parts of an epoch each group of rows makes up, by the group's name. */
export type MixRatios = ReadonlyMap<string, number>;

/** What is wrong with a setting such as "human:1,zero-shot:2"; undefined: nothing. */
export function mixFault(text: string): string | undefined {
  const ratios = new Map<string, number>();
  for (const part of partsOf(text)) {
    const colon = part.lastIndexOf(':');
    const name = readName(part.slice(0, Math.max(0, colon)));
    const ratio = Number(part.slice(colon + 1));
    if (colon < 1 || name === '' || part.slice(colon + 1).trim() === '')
      return `"${part}" is not a group and its ratio, such as "human:1"`;
    if (!Number.isFinite(ratio) || ratio < 0)
      return `the ratio of "${name}" is not a number from 0: "${part.slice(colon + 1)}"`;
    if (ratios.has(name)) return `"${name}" has two ratios`;
    ratios.set(name, ratio);
  }
  return ratios.size > 0 && [...ratios.values()].every((ratio) => ratio === 0)
    ? 'every ratio is 0, so nothing would be left to train on'
    : undefined;
}

/**
 * The ratios of a setting such as "human:1,zero-shot:2": groups stand between commas, the ratio after the last colon. A
 * comma in a name is written %2C, a per cent sign %25. Empty: none, rows are not mixed.
 * @throws InputError for a text that is none
 */
export function parseMix(text: string): MixRatios {
  const fault = mixFault(text);
  if (fault !== undefined) throw new InputError('settings', `mix: ${fault}`);
  return new Map(
    partsOf(text).map((part) => {
      const colon = part.lastIndexOf(':');
      return [readName(part.slice(0, colon)), Number(part.slice(colon + 1))];
    }),
  );
}

/** The setting that stands for these ratios. */
export function formatMix(ratios: MixRatios): string {
  return [...ratios].map(([name, ratio]) => `${writeName(name)}:${ratio}`).join(',');
}

function partsOf(text: string): string[] {
  return text.split(',').filter((part) => part.trim() !== '');
}

function readName(text: string): string {
  return text.trim().replace(/%2c/gi, ',').replaceAll('%25', '%');
}

function writeName(name: string): string {
  return name.replaceAll('%', '%25').replaceAll(',', '%2C');
}
