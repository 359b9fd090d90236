import { estimateSynthesis as estimate } from '../synthesize/estimate-synthesis';
import type { Handler } from './command';

export const estimateSynthesis: Handler<'estimateSynthesis'> = (session, { settings, prompts }, { signal }) =>
  estimate(session, settings, prompts, signal);
