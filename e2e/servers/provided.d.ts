import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Endpoint of the test Hub (e2e/servers/hub-server.ts). */
    hub: string;
    /** Origin of the test endpoint of language models (e2e/servers/llm-server.ts). */
    llm: string;
  }
}
