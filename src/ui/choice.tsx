/** A labelled choice of one among several texts. */
export function Choice<T extends string>({
  label,
  value,
  options,
  disabled = false,
  onChoice,
}: {
  label: string;
  value: T;
  options: readonly (readonly [value: T, text: string])[];
  disabled?: boolean;
  onChoice: (value: T) => void;
}) {
  return (
    <label className="field">
      <span>{label}</span>
      <select
        value={value}
        disabled={disabled}
        onChange={(event) => {
          const chosen = options.find(([name]) => name === event.target.value);
          if (chosen !== undefined) onChoice(chosen[0]);
        }}
      >
        {options.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
