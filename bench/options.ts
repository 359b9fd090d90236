import { parseArgs } from 'node:util';
import type { WebgpuAdapter } from '../src/cli/find-browser.ts';

export interface Options {
  /** Names of suites; empty: all. */
  readonly suites: readonly string[];
  readonly quick: boolean;
  /** Only rewrite the documents from the results that there are. */
  readonly report: boolean;
  readonly webgpu: WebgpuAdapter | 'none';
  readonly browser: string | undefined;
}

export const HELP = `npm run bench -- [flags]
  --suite training,embedding,...  only these: SUITES
  --quick                         fewer and smaller runs; nothing is written
  --webgpu software|hardware|none the adapter WebGPU is measured on (software: micro shapes)
  --browser PATH                  the Chromium to drive; else KENNEL_BROWSER, Playwright's, the system's
  --report                        measure nothing, write the tables of the documents from bench/results`;

/** @throws Error naming the flag that is wrong. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      suite: { type: 'string', multiple: true, default: [] },
      quick: { type: 'boolean', default: false },
      report: { type: 'boolean', default: false },
      webgpu: { type: 'string', default: 'software' },
      browser: { type: 'string' },
    },
  });
  const { webgpu } = values;
  if (webgpu !== 'software' && webgpu !== 'hardware' && webgpu !== 'none')
    throw new Error(`--webgpu ${webgpu}: software, hardware or none`);
  return {
    suites: values.suite.flatMap((names) => names.split(',')).filter((name) => name !== ''),
    quick: values.quick,
    report: values.report,
    webgpu,
    browser: values.browser,
  };
}
