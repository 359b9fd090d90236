import { synthesizeData } from '../synthesize/synthesize-data';
import type { Handler } from './command';

export const synthesize: Handler<'synthesize'> = (session, request, context) =>
  synthesizeData(session, request, context);
