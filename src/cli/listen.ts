import type { Server } from 'node:http';

/**
 * Starts listening and returns the port. When `port` is taken and `orFree` is set, takes a free one instead.
 * Port 0 asks for any free port. Throws what the system says otherwise.
 */
export async function listen(server: Server, host: string, port: number, orFree: boolean): Promise<number> {
  try {
    return await bind(server, host, port);
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken || !orFree) throw error;
    return bind(server, host, 0);
  }
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
