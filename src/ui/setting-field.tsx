import type { Setting } from '../core/settings/setting';
import { SETTINGS, type SettingName } from '../core/settings/settings';
import { useApp, useSelect } from './app-context';
import { NumberInput } from './number-input';

interface SettingFieldProps {
  readonly name: SettingName;
  readonly disabled: boolean;
  /** Before the ids of the page. */
  readonly scope: string;
  readonly hint: string | undefined;
}

/** One setting: label, control, help, the paper's name, and the reason when its value does not fit. */
export function SettingField({ name, disabled, scope, hint }: SettingFieldProps) {
  const { settings } = useApp();
  const setting: Setting = SETTINGS[name];
  const value = useSelect(settings, (state) => state.settings[name]);
  const draft = useSelect(settings, (state) => state.drafts[name]);
  const id = `${scope}setting-${name}`;
  const describedBy = draft === undefined ? `${id}-help` : `${id}-help ${id}-error`;
  const label = <label htmlFor={id}>{setting.label}</label>;
  const control = (
    <Control
      id={id}
      setting={setting}
      value={value}
      text={draft?.text}
      describedBy={describedBy}
      disabled={disabled}
      onText={(text) => {
        settings.edit(name, text);
      }}
    />
  );
  return (
    <div className={setting.kind === 'flag' ? 'field field-flag' : 'field'}>
      {setting.kind === 'flag' ? (
        <>
          {control}
          {label}
        </>
      ) : (
        <>
          {label}
          {control}
        </>
      )}
      {draft !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {draft.reason}
        </p>
      )}
      <p id={`${id}-help`} className="help">
        {setting.help}
        {hint !== undefined && <span className="hint"> {hint}</span>}
        {setting.paperName !== undefined && (
          <span className="paper-name"> In papers: {setting.paperName}.</span>
        )}
      </p>
    </div>
  );
}

interface ControlProps {
  readonly id: string;
  readonly setting: Setting;
  readonly value: number | string | boolean;
  /** What was typed, while it does not fit. */
  readonly text: string | undefined;
  readonly describedBy: string;
  readonly disabled: boolean;
  readonly onText: (text: string) => void;
}

function Control({ id, setting, value, text, describedBy, disabled, onText }: ControlProps) {
  const shared = { id, disabled, 'aria-describedby': describedBy };
  switch (setting.kind) {
    case 'flag':
      return (
        <input
          {...shared}
          type="checkbox"
          checked={value === true}
          onChange={(event) => {
            onText(String(event.target.checked));
          }}
        />
      );
    case 'choice':
      return (
        <select
          {...shared}
          value={String(value)}
          onChange={(event) => {
            onText(event.target.value);
          }}
        >
          {setting.choices.map((choice) => (
            <option key={choice} value={choice}>
              {setting.choiceLabels[choice]}
            </option>
          ))}
        </select>
      );
    case 'number':
      return <NumberInput {...shared} value={value} text={text} onText={onText} />;
    case 'text':
      return (
        <input
          {...shared}
          type="text"
          spellCheck={false}
          autoComplete="off"
          value={String(value)}
          onChange={(event) => {
            onText(event.target.value);
          }}
        />
      );
  }
}
