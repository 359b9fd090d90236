import { inject } from 'vitest';
import type { Room, RoomLog } from '../../../e2e/servers/llm-room';

/** An endpoint of the test server, for one test. */
export interface TestEndpoint {
  readonly url: string;
  log(): Promise<RoomLog>;
}

export async function openRoom(room: Room = {}): Promise<TestEndpoint> {
  const server = inject('llm');
  const answer = await fetch(`${server}/rooms`, { method: 'POST', body: JSON.stringify(room) });
  const { id } = (await answer.json()) as { readonly id: string }; // what the server says
  return {
    url: `${server}/${id}/v1`,
    log: async () => (await (await fetch(`${server}/rooms/${id}`)).json()) as RoomLog, // what the server says
  };
}
