import type { ModelReport } from '../engine/protocol/model';
import { formatBytes, formatCount, formatParameters } from '../store/format-value';

/** What the loaded model says of itself. */
export function ModelCard({ model }: { model: ModelReport }) {
  const facts: readonly (readonly [string, string])[] = [
    ['family', model.family],
    ['layers', `${model.layers} × ${model.hidden}, ${model.heads} heads`],
    ['parameters', `${formatParameters(model.parameters)} (${formatBytes(model.bytes)}, ${model.dtype})`],
    ['vocabulary', formatCount(model.vocabulary)],
    ['max length', `${model.maxLength} tokens`],
    ['pooling', `${model.pooling}${model.normalise ? ', normalised' : ''}`],
    ['prompts', prompts(model)],
  ];
  return (
    <div className="file">
      <p>
        <b>{model.name}</b> <span className="quiet">loaded</span>
      </p>
      <dl className="facts">
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
      {model.notes.map((note) => (
        <p key={note} className="quiet small-text">
          {note}
        </p>
      ))}
    </div>
  );
}

function prompts({ queryPrompt, passagePrompt }: ModelReport): string {
  if (queryPrompt === '' && passagePrompt === '') return 'none';
  return `"${queryPrompt}" / "${passagePrompt}"`;
}
