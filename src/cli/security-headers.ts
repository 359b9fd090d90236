/**
 * Headers of every answer: cross-origin isolation (threads in WASM need it) and a content-security policy under
 * which the page can reach itself and the Hugging Face Hub, and nothing else; a language model has a worker of its own.
 * KENNEL_CONNECT and `connect` add further origins, such as a mirror of the Hub.
 */
export function securityHeaders(options: {
  development: boolean;
  connect?: readonly string[];
}): Record<string, string> {
  const hub = ['https://huggingface.co', 'https://*.huggingface.co', 'https://*.hf.co'];
  const named = (process.env['KENNEL_CONNECT'] ?? '').split(/\s+/).filter((origin) => origin !== '');
  const added = [...named, ...(options.connect ?? [])];
  // Vite's development server injects inline scripts and talks over a web socket.
  const inline = options.development ? ["'unsafe-inline'"] : [];
  const sockets = options.development ? ['ws:'] : [];
  const policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...inline],
    'worker-src': ["'self'", 'blob:'],
    'style-src': ["'self'", ...inline],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", 'blob:', ...hub, ...added, ...sockets],
    'manifest-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  };
  return {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Content-Security-Policy': policyText(policy),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}

/** A content-security policy as a header holds it. */
export function policyText(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([name, values]) => `${name} ${values.join(' ')}`)
    .join('; ');
}
