import { isActive } from '../store/run-state';
import { useApp, useLater } from './app-context';

/** Whether a run is under way: what it depends on cannot be changed then. */
export function useBusy(): boolean {
  return useLater(useApp().run, (run) => isActive(run.phase));
}
