/** The whole check, as `npm test` runs it. Every step runs, also after a failure; the last line sums them up. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installBrowser } from './install-browser.ts';
import { readPlaywrightReport, readVitestReport } from './read-reports.ts';
import { runCommand } from './run-command.ts';
import { NOTHING, addTallies, tallyLine, tallyOfStep, withExit, type Tally } from './tally.ts';

interface Step {
  readonly title: string;
  readonly command: string;
  /** Reads the report the command wrote; without it the step counts as one. */
  readonly read?: (text: string | undefined) => Tally;
  /** Leaves the step out of the sum as long as it succeeds: it is a means, not a check. */
  readonly means?: true;
}

const reports = mkdtempSync(join(tmpdir(), 'kennel-test-'));
const reportFile = join(reports, 'report.json');

const vitest = (project: string): Step => ({
  title: `Tests in ${project === 'node' ? 'Node' : 'Chromium'}`,
  command: `npx vitest run --project ${project} --reporter=default --reporter=json --outputFile.json="${reportFile}"`,
  read: readVitestReport,
});

/** One after the other; the steps of one line at once, where each takes one core and writes no report. */
const STEPS: readonly (readonly Step[])[] = [
  [{ title: 'Kernels', command: 'npm run -s kernels', means: true }],
  [
    { title: 'Types', command: 'npm run -s types' },
    { title: 'Lint and format', command: 'npm run -s lint' },
  ],
  [vitest('node')],
  [vitest('browser')],
  [{ title: 'Build', command: 'npm run -s build', means: true }],
  [
    {
      title: 'End to end',
      command: 'npx playwright test --config e2e/playwright.config.ts --reporter=list,json',
      read: readPlaywrightReport,
    },
  ],
];

async function runStep(step: Step): Promise<Tally> {
  console.log(`\n== ${step.title}: ${step.command}`);
  if (step.read !== undefined) rmSync(reportFile, { force: true });
  const started = Date.now();
  const succeeded = await runCommand(step.command, { PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile });
  const tally = withExit(tallyOf(step, succeeded), succeeded);
  const seconds = Math.round((Date.now() - started) / 1000);
  console.log(`== ${step.title}: ${tallyLine(tally)} (${seconds} s)`);
  return tally;
}

function tallyOf(step: Step, succeeded: boolean): Tally {
  if (step.read !== undefined)
    return step.read(existsSync(reportFile) ? readFileSync(reportFile, 'utf8') : undefined);
  return step.means === true && succeeded ? NOTHING : tallyOfStep(succeeded);
}

async function runAll(): Promise<Tally> {
  if (!(await installBrowser())) return tallyOfStep(false);
  let sum = NOTHING;
  for (const steps of STEPS) sum = (await Promise.all(steps.map(runStep))).reduce(addTallies, sum);
  return sum;
}

const sum = await runAll();
rmSync(reports, { recursive: true, force: true });
console.log(`\n${tallyLine(sum)}`);
process.exitCode = sum.failed === 0 ? 0 : 1;
