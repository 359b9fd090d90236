import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { sourceHash } from '../src/cli/source-hash.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The page and the workers of the benchmark. Other than the app's, they have the real onnxruntime. */
export default defineConfig({
  root: here('page'),
  publicDir: here('../public'),
  // onnxruntime evaluates code, of which the bundler warns.
  logLevel: 'error',
  worker: { format: 'es' },
  define: { SOURCE_HASH: JSON.stringify(sourceHash(here('..'))) },
  // Breakdowns show the names of tfjs's programs, which are those of their classes.
  build: { target: 'es2023', minify: false, emptyOutDir: true, chunkSizeWarningLimit: 10_000 },
});
