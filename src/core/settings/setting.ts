/** Where a setting stands in the form. */
export type SettingGroup =
  | 'data'
  | 'model'
  | 'training'
  | 'evaluation'
  | 'device'
  | 'export'
  | 'llm'
  | 'synthesis'
  | 'mining'
  | 'judging'
  | 'alignment'
  | 'study';

interface Described {
  readonly group: SettingGroup;
  readonly label: string;
  /** One line for a person who has never seen the term. */
  readonly help: string;
  /** What the paper or the field calls it, where that differs from the label. */
  readonly paperName?: string;
  /** Shown only behind "More settings". */
  readonly advanced?: true;
}

export interface NumberSetting extends Described {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Whole numbers only. */
  readonly integer?: true;
}

export interface ChoiceSetting<C extends string = string> extends Described {
  readonly kind: 'choice';
  readonly default: C;
  readonly choices: readonly C[];
  /** Plain words for each choice. */
  readonly choiceLabels: Readonly<Record<C, string>>;
}

export interface FlagSetting extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

export interface TextSetting extends Described {
  readonly kind: 'text';
  readonly default: string;
  /** What is wrong with a text; undefined: nothing. Without it every text fits. */
  readonly fault?: (text: string) => string | undefined;
}

export type Setting = NumberSetting | ChoiceSetting | FlagSetting | TextSetting;

export type ValueOf<S> = S extends { kind: 'number' }
  ? number
  : S extends { kind: 'choice'; choices: readonly (infer C)[] }
    ? C
    : S extends { kind: 'flag' }
      ? boolean
      : string;
