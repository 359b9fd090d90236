import { useId, useState } from 'react';
import type { Purpose } from '../../core/llm/llm';
import { PLACEHOLDERS, promptVersion } from '../../core/synthesis/prompts';
import { PURPOSE_WORDS } from '../../store/synthesis/synthesis-words';
import { useApp, useSelect } from '../app-context';
import { Choice } from '../choice';

/** Prompts of making data, in the order in which they are used; comparing belongs to the alignment. */
const PURPOSES: readonly Purpose[] = [
  'queries',
  'positive',
  'cot',
  'negative',
  'paraphrase',
  'translate',
  'verify',
];

/** One prompt at a time, `first` to begin with, to be read and changed; what is wrong with it is said at once. */
export function PromptEditor({
  disabled,
  purposes = PURPOSES,
  first = purposes[0] ?? 'positive',
}: {
  disabled: boolean;
  purposes?: readonly Purpose[];
  first?: Purpose;
}) {
  const { prompts } = useApp();
  const [chosen, setChosen] = useState(first);
  const edited = useSelect(prompts, (state) => state.edited);
  const kept = useSelect(prompts, (state) => state.kept);
  return (
    <div className="stack prompt-editor">
      <Choice
        label="Prompt"
        value={chosen}
        options={purposes.map((purpose) => [
          purpose,
          `${PURPOSE_WORDS[purpose]}${edited.includes(purpose) ? ' (edited)' : ''}`,
        ])}
        onChoice={setChosen}
      />
      <OnePrompt key={chosen} purpose={chosen} disabled={disabled} />
      <p className="quiet small-text">
        {kept
          ? 'Edited prompts are kept in this browser and are not part of the page’s address.'
          : 'This browser refuses to keep the edit: it holds until you leave the page.'}
      </p>
    </div>
  );
}

function OnePrompt({ purpose, disabled }: { purpose: Purpose; disabled: boolean }) {
  const { prompts } = useApp();
  const prompt = useSelect(prompts, (state) => state.prompts[purpose]);
  const faults = useSelect(prompts, (state) => state.faults[purpose]);
  const edited = useSelect(prompts, (state) => state.edited.includes(purpose));
  const id = useId();
  const { needed, optional } = PLACEHOLDERS[purpose];
  const text = (part: 'system' | 'user', label: string, rows: number) => (
    <div className="field">
      <label htmlFor={`${id}-${part}`}>{label}</label>
      <textarea
        id={`${id}-${part}`}
        rows={rows}
        disabled={disabled}
        value={prompt[part]}
        aria-invalid={faults !== undefined}
        aria-describedby={`${id}-help ${id}-faults`}
        onChange={(event) => {
          prompts.edit(purpose, part, event.target.value);
        }}
      />
    </div>
  );
  return (
    <>
      {text('system', 'Instruction to the model (system)', 3)}
      {text('user', 'Message (user)', 6)}
      <div id={`${id}-faults`} role="alert">
        {faults?.map((fault) => (
          <p key={fault} className="field-error">
            {fault}
          </p>
        ))}
      </div>
      <p id={`${id}-help`} className="help">
        Filled in for every request: {braced(needed)}
        {optional.length > 0 && <> (must stand in it); {braced(optional)} (may)</>}. Version{' '}
        <code>{promptVersion(prompt)}</code>: every row says with which versions it was made.
      </p>
      {edited && (
        <button
          type="button"
          className="small prompt-default"
          disabled={disabled}
          onClick={() => {
            prompts.reset(purpose);
          }}
        >
          Back to the default
        </button>
      )}
    </>
  );
}

const braced = (names: readonly string[]): string => names.map((name) => `{{${name}}}`).join(', ');
