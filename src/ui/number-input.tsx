import { useState } from 'react';
import { formatSetting } from '../store/format-value';

interface NumberInputProps {
  readonly id: string;
  readonly disabled: boolean;
  readonly 'aria-describedby': string;
  readonly value: number | string | boolean;
  /** What was typed, while it does not fit. */
  readonly text: string | undefined;
  readonly onText: (text: string) => void;
}

/** A number as text, so that 2e-5 can be typed and shown; what is being typed stays until the field is left. */
export function NumberInput({ value, text, onText, ...attributes }: NumberInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      {...attributes}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      className="figures"
      aria-invalid={text !== undefined}
      value={typed ?? text ?? formatSetting(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onText(event.target.value);
      }}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
