import type { Command, RequestOf, ResponseOf } from '../protocol';
import type { EngineEvent } from '../protocol/events';
import type { Session } from '../session/session';

/** What a command gets besides its request. */
export interface CallContext {
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/**
 * Carries out one command of `Api`. Typed arrays that are values of the response are given away: their memory moves to
 * the page.
 */
export type Handler<C extends Command> = (
  session: Session,
  request: RequestOf<C>,
  context: CallContext,
) => ResponseOf<C> | Promise<ResponseOf<C>>;
