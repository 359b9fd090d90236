import { policyText } from './security-headers.ts';

/** The worker that talks to a language model, as the build and the development server name its script. */
const SCRIPT = /\/llm\.worker(-[\w-]+\.js|\.ts)$/;

/** Where WebLLM's models (weights, and kernels as WASM) lie. */
const WEBLLM = [
  'https://huggingface.co',
  'https://*.huggingface.co',
  'https://*.hf.co',
  'https://raw.githubusercontent.com',
];

/**
 * The content-security policy of the worker that talks to a language model; null for every other file. A worker has the
 * policy that its own script came with, so this one may reach the endpoint that its address names (`connect`, one origin)
 * or, for `provider=webllm`, where those models lie, while the page and the engine may not. What is no origin admits
 * nothing.
 *
 * @param path of the request, with its query
 */
export function llmWorkerPolicy(path: string): string | null {
  const [pathname = '', query = ''] = path.split('?', 2);
  if (!SCRIPT.test(pathname)) return null;
  const parameters = new URLSearchParams(query);
  const webllm = parameters.get('provider') === 'webllm';
  const [origin, ...more] = parameters.getAll('connect');
  const named = origin !== undefined && more.length === 0 && isOrigin(origin) ? [origin] : [];
  const reachable = webllm ? WEBLLM : named;
  return policyText({
    'default-src': ["'none'"],
    // WebLLM computes in WASM beside the graphics device.
    'script-src': ["'self'", ...(webllm ? ["'wasm-unsafe-eval'"] : [])],
    'connect-src': reachable.length === 0 ? ["'none'"] : reachable,
  });
}

/** One web origin as browsers write it: no path, no wildcard, nothing that means something in a policy. */
function isOrigin(text: string): boolean {
  if (!/^https?:\/\/[\w.:[\]-]+$/.test(text) || !URL.canParse(text)) return false;
  return new URL(text).origin === text;
}
