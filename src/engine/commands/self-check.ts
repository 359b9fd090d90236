import { runSelfCheck } from '../self-check/run-self-check';
import type { Handler } from './command';

export const selfCheck: Handler<'selfCheck'> = (session, _, context) =>
  session.exclusively('a self-check', async () =>
    runSelfCheck(session.device ?? (await session.useDevice('auto')), context),
  );
