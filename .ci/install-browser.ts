import { findBrowser } from '../src/cli/find-browser.ts';
import { runCommand } from './run-command.ts';

const ADVICE = `No Chromium was found and none could be installed. Do one of these, then run the tests again:
  npx playwright install chromium        (downloads Playwright's own; needs a connection)
  apt-get install -y chromium            (Debian, as root)
  KENNEL_BROWSER=/path/to/chromium npm test
On Linux, Playwright's Chromium may also need system libraries: npx playwright install-deps chromium`;

/** Makes sure there is a Chromium to test with: found, else installed. When neither works, says what to do. */
export async function installBrowser(): Promise<boolean> {
  if (findBrowser() !== undefined) return true;
  console.log('No Chromium found; installing one.');
  await runCommand('npx playwright install chromium');
  if (findBrowser() !== undefined) return true;
  if (process.platform === 'linux' && process.getuid?.() === 0)
    await runCommand('apt-get update && apt-get install -y chromium');
  if (findBrowser() !== undefined) return true;
  console.error(ADVICE);
  return false;
}
