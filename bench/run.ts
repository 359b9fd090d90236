/**
 * The benchmark: `npm run bench -- --help`. All figures of a run come from one machine in one go; ratios are medians
 * of pairs measured in turn. Results go to bench/results, tables to stdout and into the documents.
 */
import type { Figure, SuiteResult } from './figure.ts';
import { openLab, type Lab } from './lab.ts';
import { HELP, readOptions, type Options } from './options.ts';
import { writeReports } from './report.ts';
import { allResults, describeMachine, resultsName, saveResults } from './results.ts';
import { measureBreakdown } from './suites/breakdown.ts';
import { measureDoctor } from './suites/doctor.ts';
import { measureEmbedding } from './suites/embedding.ts';
import { measureGrowth } from './suites/growth.ts';
import { measureLimit } from './suites/limit.ts';
import { measureMemory } from './suites/memory.ts';
import { measurePage } from './suites/page.ts';
import { measurePytorch } from './suites/pytorch.ts';
import { reasonOf, type Backend, type Suite, type SuiteContext } from './suites/suite.ts';
import { measureReading } from './suites/reading.ts';
import { measureSynthesis } from './suites/synthesis.ts';
import { measureTraining } from './suites/training.ts';
import { textTable } from './table.ts';

const SUITES: Readonly<Record<string, Suite>> = {
  training: measureTraining,
  pytorch: measurePytorch,
  embedding: measureEmbedding,
  doctor: measureDoctor,
  limit: measureLimit,
  breakdown: measureBreakdown,
  growth: measureGrowth,
  memory: measureMemory,
  page: measurePage,
  reading: measureReading,
  synthesis: measureSynthesis,
};

function chosenSuites({ suites }: Options): [name: string, suite: Suite][] {
  if (suites.length === 0) return Object.entries(SUITES);
  return suites.map((name) => {
    const suite = SUITES[name];
    if (suite !== undefined) return [name, suite];
    throw new Error(`there is no suite named ${name}: ${Object.keys(SUITES).join(', ')}`);
  });
}

async function measureAll(suites: readonly [string, Suite][], context: SuiteContext): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const [name, suite] of suites) {
    const started = Date.now();
    const figures = await suite(context);
    const seconds = Math.round((Date.now() - started) / 1000);
    results.push({ suite: name, measured: new Date(started).toISOString(), seconds, figures });
    print(name, seconds, figures);
  }
  return results;
}

function contextOf({ webgpu, quick }: Options, lab: Lab): SuiteContext {
  const backends: Backend[] = lab.adapter === null || webgpu === 'none' ? ['wasm'] : ['wasm', 'webgpu'];
  return {
    lab,
    backends,
    hardware: webgpu === 'hardware',
    quick,
    say: (text) => process.stderr.write(`... ${text}\n`),
  };
}

function print(name: string, seconds: number, figures: readonly Figure[]): void {
  console.log(`\n${name} (${seconds} s)\n${textTable(figures)}`);
}

function checkAdapter({ webgpu }: Options, { adapter }: Lab): void {
  if (webgpu !== 'hardware') return;
  if (adapter === null) throw new Error('--webgpu hardware: the browser offers no adapter');
  if (/swiftshader|llvmpipe/i.test(adapter)) throw new Error(`--webgpu hardware: the adapter is ${adapter}`);
}

async function run(options: Options): Promise<void> {
  const suites = chosenSuites(options);
  if (!options.report) {
    const lab = await openLab(options.webgpu === 'none' ? 'default' : options.webgpu, options.browser);
    try {
      checkAdapter(options, lab);
      const machine = describeMachine(lab.browser.browser()?.version() ?? '', lab.adapter);
      const results = await measureAll(suites, contextOf(options, lab));
      if (options.quick) return;
      console.log(`\n${saveResults(resultsName(machine, options.webgpu === 'hardware'), machine, results)}`);
    } finally {
      await lab.close();
    }
  }
  for (const name of await writeReports(allResults())) console.log(`${name} has new tables`);
}

const args = process.argv.slice(2);
if (args.includes('--help')) {
  console.log(HELP.replace('SUITES', Object.keys(SUITES).join(', ')));
} else {
  try {
    await run(readOptions(args));
  } catch (error) {
    console.error(reasonOf(error));
    process.exitCode = 1;
  }
}
