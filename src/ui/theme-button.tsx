import { useSelect, useShared } from './app-context';
import type { Theme } from '../store/theme-store';

const LABELS: Readonly<Record<Theme, string>> = { system: 'Auto', light: 'Light', dark: 'Dark' };

/** Goes through system, light and dark. */
export function ThemeButton() {
  const { themes } = useShared();
  const theme = useSelect(themes, (state) => state.theme);
  return (
    <button type="button" className="plain" aria-label={`Theme: ${LABELS[theme]}`} onClick={themes.next}>
      <span className={`theme-icon theme-${theme}`} aria-hidden="true" />
      <span className="wide-only">{LABELS[theme]}</span>
    </button>
  );
}
