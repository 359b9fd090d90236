import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * The Chromium to drive: the path in KENNEL_BROWSER, else Playwright's own, else one the system has; undefined
 * when there is none. Playwright's is named by its path so that the whole browser runs and not its headless
 * shell, which knows no GPU.
 */
export function findBrowser(): string | undefined {
  const named = process.env['KENNEL_BROWSER'];
  if (named !== undefined && named !== '') return named;
  return [chromium.executablePath(), ...SYSTEM_BROWSERS].find((path) => existsSync(path));
}

/**
 * Which WebGPU adapter the browser may offer: none beyond what it offers by itself, the machine's GPU also where
 * the browser would not trust its driver, or the software adapter (for tests: exact but slow).
 */
export type WebgpuAdapter = 'default' | 'hardware' | 'software';

/** Chromium's flags: no sandbox as root, nothing sent home, and the WebGPU adapter asked for. */
export function browserArguments(options: { webgpu: WebgpuAdapter }): string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return [...quiet, ...sandbox, ...adapterArguments(options.webgpu)];
}

function adapterArguments(adapter: WebgpuAdapter): string[] {
  if (adapter === 'default') return [];
  if (adapter === 'software') return ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
  // On Linux a headless Chromium reaches the GPU through Vulkan only; without a GPU these flags leave no adapter.
  const hasGpu =
    process.platform === 'linux' && ['/dev/dri', '/dev/nvidia0'].some((path) => existsSync(path));
  const vulkan = ['--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface'];
  return ['--enable-unsafe-webgpu', ...(hasGpu ? vulkan : [])];
}
