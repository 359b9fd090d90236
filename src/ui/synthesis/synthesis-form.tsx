import { madeFrom, usesModel } from '../../core/synthesis/paradigms';
import { usedPurposes } from '../../core/synthesis/used-purposes';
import type { SettingName, Settings } from '../../core/settings/settings';
import { useApp, useSelect } from '../app-context';
import { Fold } from '../fold';
import { LlmPanel } from '../llm/llm-panel';
import { SettingList } from '../setting-list';
import { PromptEditor } from './prompt-editor';

/** How rows are made; of the settings, those that the chosen method uses. */
export function SynthesisForm() {
  const { settings, synthesis } = useApp();
  const now = useSelect(settings, (state) => state.settings);
  const working = useSelect(synthesis, ({ phase }) => phase !== 'resting');
  const written = usesModel(now.synthesisMethod);
  return (
    <section className="stack part" aria-label="How rows are made">
      <div className="synthesis-settings">
        <SettingList names={plainSettings(now)} disabled={working} />
      </div>
      <Fold summary="More settings">
        <div className="synthesis-settings">
          <SettingList names={moreSettings(now)} disabled={working} />
        </div>
      </Fold>
      {written && <LlmPanel id="synthesis" disabled={working} />}
      {written && (
        <Fold summary="Prompts">
          <PromptEditor first={usedPurposes(now)[0] ?? 'positive'} disabled={working} />
        </Fold>
      )}
    </section>
  );
}

type Chosen = Pick<Settings, 'synthesisFrom' | 'synthesisMethod' | 'makeNegative'>;

function plainSettings({ synthesisMethod: method, makeNegative }: Chosen): SettingName[] {
  const written = usesModel(method);
  return [
    'synthesisMethod',
    ...(madeFrom(method).length > 1 ? (['synthesisFrom'] as const) : []),
    'synthesisRows',
    ...(written ? (['makePositive', 'makeCot', 'makeNegative'] as const) : []),
    ...(written && makeNegative ? [] : (['bm25Negatives'] as const)),
    ...(written ? (['verifySynthetic'] as const) : []),
  ];
}

function moreSettings({ synthesisFrom: from, synthesisMethod: method }: Chosen): SettingName[] {
  const written = usesModel(method);
  const invented = written && from === 'documents';
  return [
    ...(invented ? (['queryStyles', 'queriesPerStyle'] as const) : []),
    ...(written && method !== 'zero-shot' ? (['exemplars'] as const) : []),
    ...(written && from === 'queries' ? (['paraphrases', 'backTranslation'] as const) : []),
    ...(from === 'documents' ? (['roundTrip'] as const) : []),
    ...(method === 'inverse-cloze' ? (['clozeKeep'] as const) : []),
    'filterMinWords',
    'filterMaxWords',
    ...(written ? (['filterCopyShare', 'filterLanguage'] as const) : []),
  ];
}
