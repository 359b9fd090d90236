import { BERT, bertConfig } from './bert';
import type { EncoderFamily } from './family';

/**
 * RoBERTa [Liu et al. 2019]: BERT whose position ids start after the id of padding, so that a table of 514 rows
 * serves 512 tokens. Source: transformers, modeling_roberta.py (create_position_ids_from_input_ids).
 */
export const ROBERTA: EncoderFamily = {
  ...BERT,
  label: 'RoBERTa',
  config: bertConfig(1),
  firstPosition: (padId) => padId + 1,
};

/** XLM-RoBERTa [Conneau et al. 2020]: the same encoder over a vocabulary of a hundred languages. */
export const XLM_ROBERTA: EncoderFamily = { ...ROBERTA, label: 'XLM-RoBERTa' };
