import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from '../src/cli/find-browser.ts';

const PORT = 4187;
const executablePath = findBrowser();

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // Training takes both cores: two tests at once would only measure each other.
  workers: 1,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    actionTimeout: 15_000,
    viewport: { width: 1280, height: 900 },
    launchOptions: {
      args: browserArguments({ webgpu: 'default' }),
      ...(executablePath === undefined ? {} : { executablePath }),
    },
    trace: 'retain-on-failure',
  },
  webServer: {
    command: `npm start -- --port ${PORT}`,
    cwd: '..',
    // The Hub of the tests is a server on this machine.
    env: { KENNEL_CONNECT: 'http://127.0.0.1:*' },
    url: `http://127.0.0.1:${PORT}/`,
    timeout: 240_000,
    stdout: 'ignore',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
  },
});
