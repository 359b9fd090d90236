/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vite';
import { browserArguments, findBrowser } from './src/cli/find-browser.ts';
import { llmWorkerPlugin } from './src/cli/llm-worker-plugin.ts';
import { securityHeaders } from './src/cli/security-headers.ts';
import { sourceHash } from './src/cli/source-hash.ts';

const browser = findBrowser();
const isTest = process.env['VITEST'] !== undefined;
const tokenizerOnnxStub = fileURLToPath(new URL('src/engine/model/tokenizer-onnx-stub.ts', import.meta.url));

export default defineConfig({
  // A missing file must be a 404: a single-page fallback would answer index.html where a model file is expected.
  appType: 'mpa',
  plugins: [react(), llmWorkerPlugin()],
  define: { SOURCE_HASH: JSON.stringify(sourceHash(import.meta.dirname)) },
  worker: { format: 'es' },
  resolve: {
    // The tokenizers import onnxruntime without using it; see the stand-in for what that would cost.
    alias: [{ find: /^\.{1,2}\/backends\/onnx\.js$/, replacement: tokenizerOnnxStub }],
  },
  optimizeDeps: {
    // Aliases don't reach into pre-bundled packages; this one is plain modules and needs no pre-bundling.
    exclude: ['@xenova/transformers'],
    // Named, so that the first run of the tests doesn't find them half-way and reload.
    include: [
      '@tensorflow/tfjs',
      '@tensorflow/tfjs-backend-webgpu',
      '@huggingface/hub',
      '@huggingface/jinja',
      'fflate',
      'hyparquet',
      'hyparquet-compressors',
      'idb',
      '@mlc-ai/web-llm',
      'openai',
      'umap-js',
      'valibot',
    ],
  },
  build: { target: 'es2023', outDir: 'dist', sourcemap: true, chunkSizeWarningLimit: 4000 },
  // Tests reach servers of their own on this machine.
  server: { headers: securityHeaders({ development: true, connect: isTest ? ['http://127.0.0.1:*'] : [] }) },
  preview: { headers: securityHeaders({ development: false }) },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/{core,client,store,ui,cli}/**/*.test.ts', '{.config,.ci,bench}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['src/engine/**/*.test.ts'],
          globalSetup: [
            '.ci/kernels-built.setup.ts',
            'e2e/servers/hub-server.setup.ts',
            'e2e/servers/llm-server.setup.ts',
          ],
          testTimeout: 120_000,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: {
                args: browserArguments({ webgpu: 'software' }),
                ...(browser === undefined ? {} : { executablePath: browser }),
              },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
