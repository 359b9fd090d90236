import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Endpoint of the test Hub (e2e/servers/hub-server.ts). */
    hub: string;
  }
}
