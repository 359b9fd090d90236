import { collectTexts, type CollectedTexts } from '../../core/distribution/collect-texts';
import { compareEmbeddings } from '../../core/distribution/compare-embeddings';
import { compareLengths } from '../../core/distribution/compare-lengths';
import { compareVocabularies } from '../../core/distribution/compare-vocabularies';
import { hasQueries, type TextGroup } from '../../core/distribution/text-group';
import { createPause } from '../../core/formats/pause';
import { createRandom } from '../../core/random/random';
import { tokenise } from '../../core/text/analyse';
import { formatPassage, formatQuery } from '../../core/text/prompts';
import type { CallContext } from '../commands/command';
import { embedAll } from '../evaluate/embed-all';
import type { BiEncoder } from '../model/bi-encoder';
import type { CompareRequest, GroupComparison } from '../protocol/distribution';
import { encoderSetup } from '../session/encoder-setup';
import { needed, type Session } from '../session/session';

/** Of each group at most so many texts give lengths and words, and so many embeddings. */
const MOST_TEXTS = 10_000;
const MOST_EMBEDDED = 500;
/** Longer texts need not be told apart. */
const LONGEST = 4096;

type Collected = readonly [CollectedTexts, CollectedTexts];

/** Compares lengths, words and, with an open model, token counts and embeddings of two groups of texts. */
export async function compareGroups(
  session: Session,
  { groups, settings }: CompareRequest,
  { signal, emit }: CallContext,
): Promise<GroupComparison> {
  const pause = createPause(signal);
  const { seed, titles } = settings;
  const { rows } = needed(session.training, 'Load training data first.');
  const sources = { rows, evaluations: session.evaluations, titles };
  const say = (phase: string, done = 0, total = 0): void => {
    emit({ kind: 'progress', phase, done, total, unit: 'texts' });
  };
  say('Collecting the texts');
  const collected = await collectTexts(groups, sources, { seed, most: MOST_TEXTS, pause });
  say('Counting words');
  const [a, b] = collected.map(({ texts }) => texts.map((text) => tokenise(text).length));
  const words = compareLengths(a ?? [], b ?? []);
  const [first, second] = collected;
  const vocabulary = await compareVocabularies(first.texts, second.texts, { seed, pause });
  const open = session.folder !== null;
  if (open) say('Counting tokens');
  const tokens = open ? await compareTokens(session, groups, collected, { settings, pause }) : null;
  const embed = async (model: BiEncoder): Promise<GroupComparison['embeddings']> => {
    const [ofA, ofB] = await embedGroups(model, { groups, collected, seed }, { signal, say });
    say('Comparing the embeddings');
    return compareEmbeddings(ofA, ofB, { seed, pause });
  };
  if (open) await session.readyDevice(settings);
  return {
    groups: [describe(first), describe(second)],
    words,
    tokens,
    vocabulary,
    embeddings: open ? await session.withModel(settings, null, embed) : null,
  };
}

function describe({ name, distinct, texts }: CollectedTexts) {
  return { name, distinct, compared: texts.length };
}

async function compareTokens(
  session: Session,
  groups: CompareRequest['groups'],
  collected: Collected,
  { settings, pause }: Pick<CompareRequest, 'settings'> & { readonly pause: () => Promise<void> },
) {
  const { tokenizer, prompts } = encoderSetup(session.openFolder(), settings);
  const count = async (group: TextGroup, { texts }: CollectedTexts): Promise<number[]> => {
    const lengths: number[] = [];
    for (const text of texts) {
      await pause();
      const read = hasQueries(group)
        ? formatQuery(text, prompts)
        : formatPassage({ title: '', text }, prompts, false);
      lengths.push(tokenizer.encode(read, LONGEST).length);
    }
    return lengths;
  };
  return compareLengths(await count(groups[0], collected[0]), await count(groups[1], collected[1]));
}

async function embedGroups(
  model: BiEncoder,
  given: {
    readonly groups: CompareRequest['groups'];
    readonly collected: Collected;
    readonly seed: number;
  },
  {
    signal,
    say,
  }: { readonly signal: AbortSignal; readonly say: (phase: string, done: number, total: number) => void },
) {
  const chosen = given.collected.map(({ texts }) =>
    createRandom(given.seed)
      .shuffle([...texts])
      .slice(0, MOST_EMBEDDED),
  );
  const total = chosen.reduce((sum, texts) => sum + texts.length, 0);
  const embed = (at: 0 | 1, before: number) => {
    const tokens = (chosen[at] ?? []).map((text) =>
      hasQueries(given.groups[at]) ? model.queryTokens(text) : model.passageTokens({ title: '', text }),
    );
    return embedAll(model, tokens, signal, (done) => {
      say('Embedding the texts', before + done, total);
    });
  };
  const a = await embed(0, 0);
  return [a, await embed(1, a.count)] as const;
}
