import { BERT } from './bert';
import { DISTILBERT } from './distilbert';
import type { EncoderFamily } from './family';
import { MPNET } from './mpnet';
import { ROBERTA, XLM_ROBERTA } from './roberta';

/** The families that Kennel loads, by "model_type" in config.json. */
const FAMILIES = {
  bert: BERT,
  distilbert: DISTILBERT,
  roberta: ROBERTA,
  'xlm-roberta': XLM_ROBERTA,
  mpnet: MPNET,
} as const satisfies Record<string, EncoderFamily>;

export type FamilyName = keyof typeof FAMILIES;

export function isFamilyName(name: string): name is FamilyName {
  return Object.hasOwn(FAMILIES, name);
}

export function familyOf({ family }: { readonly family: FamilyName }): EncoderFamily {
  return FAMILIES[family];
}

/** All names, for messages: "BERT (MiniLM, ...), DistilBERT, ... and MPNet". */
export function listFamilies(): string {
  const [first, ...others] = Object.values(FAMILIES).map(({ label }) => label);
  const last = others.pop();
  return `${[`${first} (MiniLM, BGE, E5, GTE)`, ...others].join(', ')} and ${last}`;
}
