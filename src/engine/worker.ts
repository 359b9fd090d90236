import { serve } from './serve';
import { Session } from './session/session';

// The engine's worker: tfjs lives here and nowhere else.
serve(self, new Session());
