import type { Settings } from '../settings/settings';
import { planMemory, type PlannedSettings, type RunFacts } from './plan-memory';

/** Settings that a proposal changes. */
export type Fit = Partial<Pick<Settings, 'miniBatch' | 'recompute' | 'freezeEmbeddings' | 'freezeLayers'>>;

/** A change that makes a run fit, and the bytes that it then needs. */
export interface Proposal {
  readonly change: Fit;
  readonly bytes: number;
}

/**
 * The least change of the settings under which a run fits into the device's memory; null when it fits as it is, or when
 * nothing helps (see `planMemory` for which). Recomputing and mini-batches leave the gradient as it is and cost time;
 * freezing changes what is trained, so it comes last.
 */
export function proposeFit(facts: RunFacts, settings: PlannedSettings): Proposal | null {
  if (planMemory(facts, settings).fits) return null;
  for (const change of candidates(facts, settings)) {
    const { fits, bytes } = planMemory(facts, { ...settings, ...change });
    if (fits) return { change, bytes };
  }
  return null;
}

function candidates(
  { encoder, rows: most }: RunFacts,
  { batch, miniBatch, freezeLayers }: PlannedSettings,
): Fit[] {
  const whole = Math.min(batch, most);
  const smaller: Fit[] = [];
  for (let rows = miniBatch > 0 ? Math.min(whole, miniBatch) : whole; rows > 1;) {
    rows = Math.ceil(rows / 2);
    smaller.push({ miniBatch: rows });
  }
  const exact: Fit[] = [
    { recompute: true },
    ...smaller,
    ...smaller.map((fit) => ({ ...fit, recompute: true })),
  ];
  const least = exact.at(-1) ?? {};
  const frozen: Fit[] = [{ ...least, freezeEmbeddings: true }];
  for (let layers = freezeLayers + 1; layers < encoder.layers; layers++) {
    frozen.push({ ...least, freezeEmbeddings: true, freezeLayers: layers });
  }
  return [...exact, ...frozen];
}
