import type { SettingName } from '../core/settings/settings';
import { SettingField } from './setting-field';

interface SettingListProps {
  readonly names: readonly SettingName[];
  readonly disabled?: boolean;
  /** Tells these fields from those of the same settings elsewhere on the page; '' for the usual ones. */
  readonly scope?: string;
  /** What a value stands for now, shown beside the help: "the model says 128". */
  readonly hints?: Readonly<Partial<Record<SettingName, string>>>;
}

/** Form fields of some settings, all from their descriptions. */
export function SettingList({ names, disabled = false, scope = '', hints = {} }: SettingListProps) {
  return (
    <div className="fields">
      {names.map((name) => (
        <SettingField key={name} name={name} disabled={disabled} scope={scope} hint={hints[name]} />
      ))}
    </div>
  );
}
