import type { App } from '../store/app';
import { unsavedWork } from '../store/unsaved-work';

/** Has the browser ask before the page is left, but only while that would lose something. */
export function guardLeaving(app: App): void {
  const ask = (event: BeforeUnloadEvent): void => {
    event.preventDefault();
  };
  // A listener that is always there would keep the page out of the browser's back-forward cache.
  const check = (): void => {
    if (unsavedWork(app) === null) removeEventListener('beforeunload', ask);
    else addEventListener('beforeunload', ask);
  };
  app.run.subscribe(check);
  app.weights.subscribe(check);
}
