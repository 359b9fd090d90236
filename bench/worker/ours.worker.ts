import * as tf from '@tensorflow/tfjs';
import { openDevice } from '../../src/engine/backend/open-device';
import { WasmBackend } from '../../src/engine/backend/wasm-backend';
import { answer } from './answer';
import { createMeter, type Meter } from './meter';
import { createChecks, type OurChecks } from './our-checks';
import { openPassages, type OurPassages } from './our-passages';
import { createSearch, type OurSearch } from './our-search';
import { createReading, type OurReading } from './our-reading';
import { createOurTraining, type OurTraining } from './our-training';
import { timeProduct } from './multiply';
import { have } from './have';

let meter: Meter | undefined;
let training: OurTraining | undefined;
let search: OurSearch | undefined;
let passages: OurPassages | undefined;
let reading: OurReading | undefined;
let checks: OurChecks | undefined;

function gaugeOf(backend: WasmBackend) {
  return {
    peakBytes: () => backend.takePeakBytes(),
    bytesNow: () => backend.allocatedBytes,
    heldBytes: () => backend.module.memory.buffer.byteLength,
    exports: backend.module,
  };
}

answer<'ours'>({
  open: async ({ backend, breakdown }) => {
    meter = createMeter(breakdown);
    const { label, threads } = await openDevice(backend);
    const current = tf.backend();
    meter.attach(current instanceof WasmBackend ? gaugeOf(current) : null);
    return { label, threads };
  },
  start: ({ shape, batch }) => {
    training = createOurTraining(shape, batch);
    return { parameters: training.parameters };
  },
  step: async () => {
    const start = performance.now();
    const loss = await have(training).step();
    return { ms: performance.now() - start, loss };
  },
  gauges: () => have(meter).gauges(),
  breakdown: () => have(meter).breakdown(() => have(training).step()),
  multiply: async (product) => ({ ms: await timeProduct(product) }),
  mixedWork: async ({ work, index, batch }) => {
    await have(training).mixedWork(work, index, batch);
    return have(meter).held();
  },
  corpus: ({ documents, queries, width }) => {
    search = createSearch(documents, queries, width);
    return null;
  },
  search: async ({ bare, documents }) => ({
    ms: await (bare ? have(search).products(documents) : have(search).search(documents)),
  }),
  rows: ({ count }) => {
    checks = createChecks(count);
    return null;
  },
  checkRows: async ({ plain }) => {
    const start = performance.now();
    if (plain) have(checks).pass();
    else await have(checks).check();
    return { ms: performance.now() - start };
  },
  passages: async () => {
    passages = await openPassages();
    return { tokens: passages.tokens };
  },
  embedPassages: async () => {
    const start = performance.now();
    const values = await have(passages).embed();
    return { ms: performance.now() - start, values };
  },
  makeRows: ({ bytes }) => {
    reading = createReading(bytes);
    return null;
  },
  readRows: async () => {
    const start = performance.now();
    const read = await have(reading).read();
    return { ms: performance.now() - start, ...read };
  },
  parseRows: async () => {
    const start = performance.now();
    await have(reading).bare();
    return { ms: performance.now() - start };
  },
});
