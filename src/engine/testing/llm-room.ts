import type { Room, RoomLog } from '../../../e2e/servers/llm-room';

/** An endpoint of the test server, for one test. */
export interface TestEndpoint {
  readonly url: string;
  log(): Promise<RoomLog>;
}

/** @param server its origin: `inject('llm')` */
export async function openRoom(server: string, room: Room = {}): Promise<TestEndpoint> {
  const answer = await fetch(`${server}/rooms`, { method: 'POST', body: JSON.stringify(room) });
  const { id } = (await answer.json()) as { readonly id: string }; // what the server says
  return {
    url: `${server}/${id}/v1`,
    log: async () => (await (await fetch(`${server}/rooms/${id}`)).json()) as RoomLog, // what the server says
  };
}
