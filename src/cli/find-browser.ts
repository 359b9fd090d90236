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
 * The Chromium to drive: the path in KENNEL_BROWSER, else Playwright's own (undefined: Playwright finds it by
 * itself), else one the system has. Undefined too when there is none; Playwright then says so on launch.
 */
export function findBrowser(): string | undefined {
  const named = process.env['KENNEL_BROWSER'];
  if (named !== undefined && named !== '') return named;
  if (existsSync(chromium.executablePath())) return undefined;
  return SYSTEM_BROWSERS.find((path) => existsSync(path));
}

/** True when a browser is there to be driven. */
export function hasBrowser(): boolean {
  return findBrowser() !== undefined || existsSync(chromium.executablePath());
}

/** Chromium's flags: no sandbox as root, nothing sent home, and WebGPU on the software adapter where asked for. */
export function browserArguments(options: { webgpu: boolean }): string[] {
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const webgpu = options.webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : [];
  return [...quiet, ...sandbox, ...webgpu];
}
