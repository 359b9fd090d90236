import { defaultSettings } from '../../src/core/settings/settings';
import { embedAll } from '../../src/engine/evaluate/embed-all';
import { BiEncoder } from '../../src/engine/model/bi-encoder';
import { openModelFolder } from '../../src/engine/model/folder/open-model-folder';
import { uploadWeights } from '../../src/engine/model/weights';
import { encoderSetup } from '../../src/engine/session/encoder-setup';

export interface OurPassages {
  readonly tokens: readonly Int32Array[];
  embed(): Promise<Float32Array>;
}

/** The built-in encoder and the passages of the sample, tokenised. */
export async function openPassages(): Promise<OurPassages> {
  const folder = await openModelFolder({ kind: 'pocket' });
  const setup = encoderSetup(folder, defaultSettings());
  const model = new BiEncoder(setup, uploadWeights(folder.weights));
  const passages = await readPassages();
  const tokens = passages.map((passage) => model.passageTokens(passage));
  return {
    tokens,
    embed: async () => (await embedAll(model, tokens, new AbortController().signal)).values,
  };
}

async function readPassages(): Promise<{ title: string; text: string }[]> {
  const response = await fetch('/sample/corpus.jsonl');
  if (!response.ok) throw new Error('the sample is not served');
  const lines = (await response.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => {
    const { title = '', text } = JSON.parse(line) as { title?: string; text: string }; // the sample's own format
    return { title, text };
  });
}
