import type { TypicalWord } from '../../core/distribution/compare-vocabularies';
import type { GroupComparison } from '../../engine/protocol/distribution';
import { distancesOf } from '../../store/describe-comparison';
import { formatCount, formatShare } from '../../store/format-value';
import { Fold } from '../fold';
import { LengthOverlay } from './length-overlay';

/** Two groups of texts: their distances, lengths, and the words that tell them apart. */
export function ComparisonView({ comparison }: { comparison: GroupComparison }) {
  const { groups, words, tokens, vocabulary, embeddings } = comparison;
  const names = [groups[0].name, groups[1].name] as const;
  return (
    <div className="compare-results">
      <Legend names={names} />
      <Distances comparison={comparison} />
      <LengthOverlay unit="words" names={names} lengths={words} />
      {tokens !== null && <LengthOverlay unit="tokens" names={names} lengths={tokens} />}
      <Figures comparison={comparison} />
      <TypicalWords name={names[0]} tone="a" words={vocabulary.typical[0]} />
      <TypicalWords name={names[1]} tone="b" words={vocabulary.typical[1]} />
      <Fold summary="How this is measured">
        <div className="compare-method small-text">
          <p>
            Every distance is 0 for groups that do not differ. The mark on its bar is chance: 95 % of groups
            of these sizes from the same texts stay below it, by a formula for lengths, otherwise by shuffling
            the texts between the groups.
          </p>
          <p>
            Word frequencies: Jensen-Shannon divergence in bits. Words that stand out: log-odds with a prior
            from both groups (Monroe et al. 2008), in standard errors. Embeddings of the model as it was
            opened: the energy distance, (2 E|X − Y| − E|X − X′| − E|Y − Y′|) / (2 E|X − Y|)
            {embeddings === null
              ? ', once a model is loaded.'
              : `, of ${formatCount(embeddings.texts[0])} and ${formatCount(embeddings.texts[1])} texts.`}
          </p>
        </div>
      </Fold>
    </div>
  );
}

function Legend({ names }: { names: readonly [string, string] }) {
  return (
    <ul className="compare-legend small-text" aria-hidden="true">
      {names.map((name, at) => (
        <li key={at}>
          <span className={`compare-key compare-key-${at === 0 ? 'a' : 'b'}`} /> {name}
        </li>
      ))}
    </ul>
  );
}

function Distances({ comparison }: { comparison: GroupComparison }) {
  const percent = (share: number): string => `${Math.min(100, 100 * share)}%`;
  return (
    <table className="compare-distances small-text">
      <caption>Distances</caption>
      <thead>
        <tr>
          <th scope="col">Of</th>
          <th scope="col">Distance</th>
          <th scope="col">By chance</th>
        </tr>
      </thead>
      <tbody>
        {distancesOf(comparison).map(({ name, measure, value, chance }) => (
          <tr key={name}>
            <th scope="row">
              {name} <span className="quiet">({measure})</span>
              <span className="compare-bar" aria-hidden="true">
                <span
                  className={value > chance ? 'compare-beyond' : 'compare-within'}
                  style={{ inlineSize: percent(value) }}
                />
                <span className="compare-chance" style={{ insetInlineStart: percent(chance) }} />
              </span>
            </th>
            <td className="figures">{value > chance ? <b>{value.toFixed(3)}</b> : value.toFixed(3)}</td>
            <td className="figures">{chance.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figures({ comparison: { groups, words, vocabulary } }: { comparison: GroupComparison }) {
  const rows: readonly (readonly [string, readonly [string, string]])[] = [
    ['Different texts', [formatCount(groups[0].distinct), formatCount(groups[1].distinct)]],
    ['of which compared', [formatCount(groups[0].compared), formatCount(groups[1].compared)]],
    ['Mean length in words', [words.mean[0].toFixed(1), words.mean[1].toFixed(1)]],
    ['Different words', [formatCount(vocabulary.types[0]), formatCount(vocabulary.types[1])]],
    [
      'Text in words unknown to the other',
      [formatShare(vocabulary.unknown[0]), formatShare(vocabulary.unknown[1])],
    ],
  ];
  return (
    <table className="compare-figures small-text">
      <caption>Both groups, which share {formatShare(vocabulary.jaccard)} of their words</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{groups[0].name}</th>
          <th scope="col">{groups[1].name}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, [a, b]]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className="figures">{a}</td>
            <td className="figures">{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Words with bars as long as they stand out. */
function TypicalWords({
  name,
  tone,
  words,
}: {
  name: string;
  tone: 'a' | 'b';
  words: readonly TypicalWord[];
}) {
  if (words.length === 0) return null;
  const most = Math.max(...words.map(({ z }) => Math.abs(z)));
  return (
    <table className="compare-words small-text">
      <caption>Words that stand out in {name}</caption>
      <thead className="hidden">
        <tr>
          <th scope="col">Word</th>
          <th scope="col">Times in the first and the second group</th>
        </tr>
      </thead>
      <tbody>
        {words.map(({ word, counts, z }) => (
          <tr key={word}>
            <th scope="row">
              {word}
              <span
                className={`compare-word-bar compare-word-${tone}`}
                style={{ inlineSize: `${(100 * Math.abs(z)) / most}%` }}
                aria-hidden="true"
              />
            </th>
            <td className="figures">
              {formatCount(counts[0])} : {formatCount(counts[1])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
