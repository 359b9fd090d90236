import { serve } from './serve';
import { Session } from './session/session';
import { removeStaleFiles } from './storage/scratch-file';

// The engine's worker: tfjs lives here and nowhere else.
serve(self, new Session());
// A tab that was closed or crashed may have left the texts of its rows. Where storage is refused there are none.
removeStaleFiles().catch(() => undefined);
