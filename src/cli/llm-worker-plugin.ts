import type { Connect, Plugin } from 'vite';
import { llmWorkerPolicy } from './llm-worker-policy.ts';

/** Gives the worker of language models its own content-security policy in Vite's servers, too. */
export function llmWorkerPlugin(): Plugin {
  const answer: Connect.NextHandleFunction = (request, response, next) => {
    const policy = llmWorkerPolicy(request.url ?? '/');
    if (policy !== null) {
      const setHeader = response.setHeader.bind(response);
      // Vite sets the headers of all files later on.
      response.setHeader = (name, value) =>
        setHeader(name, name.toLowerCase() === 'content-security-policy' ? policy : value);
    }
    next();
  };
  return {
    name: 'kennel-llm-worker',
    configureServer: ({ middlewares }) => void middlewares.use(answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(answer),
  };
}
