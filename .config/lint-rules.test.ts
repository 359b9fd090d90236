import { ESLint } from 'eslint';
import { expect, test } from 'vitest';

/** What the house's lint says about a file, one rule at a time and without type information, so that it is quick. */
async function lint(filePath: string, code: string, rule: string): Promise<string[]> {
  const eslint = new ESLint({
    overrideConfigFile: '.config/eslint.config.js',
    overrideConfig: { languageOptions: { parserOptions: { project: false } } },
    ruleFilter: ({ ruleId }) => ruleId === rule,
  });
  const [result] = await eslint.lintText(code, { filePath });
  return (result?.messages ?? []).map((message) => message.message);
}

const LAYERS = '@typescript-eslint/no-restricted-imports';

const FORBIDDEN: readonly (readonly [file: string, code: string])[] = [
  ['src/core/data/x.ts', "import { train } from '../../engine/train/train';"],
  ['src/core/data/x.ts', "import type { Api } from '../../engine/protocol';"],
  ['src/core/data/x.ts', "import { readFileSync } from 'node:fs';"],
  ['src/core/data/x.ts', "import * as tf from '@tensorflow/tfjs-core';"],
  ['src/engine/train/x.ts', "import { store } from '../../store/store';"],
  ['src/engine/worker.ts', "import { useState } from 'react';"],
  ['src/engine/train/x.ts', "import losses from '../../fixtures/golden/losses.json';"],
  ['src/client/x.ts', "import { encode } from '../engine/model/encoder';"],
  ['src/client/x.ts', "import { ToWorker } from '../engine/protocol';"],
  ['src/store/x.ts', "import { App } from '../ui/app';"],
  ['src/store/x.ts', "import { useStore } from 'zustand/react';"],
  ['src/ui/x.tsx', "import { createClient } from '../client/client';"],
  ['src/ui/x.tsx', "import * as tf from '@tensorflow/tfjs-core';"],
  ['src/cli/x.ts', "import { createStore } from '../store/store';"],
  ['bench/x.ts', "import { useState } from 'react';"],
];

test.each(FORBIDDEN)('the layer rule forbids in %s: %s', async (file, code) => {
  expect(await lint(file, code, LAYERS)).toHaveLength(1);
});

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['src/core/data/x.ts', "import { textKey } from '../text/text-key';"],
  ['src/core/data/x.test.ts', "import losses from '../../fixtures/golden/losses.json';"],
  ['src/engine/train/x.ts', "import { textKey } from '../../core/text/text-key';"],
  ['src/engine/train/x.ts', "import * as tf from '@tensorflow/tfjs-core';"],
  ['src/client/x.ts', "import type { ToWorker } from '../engine/protocol';"],
  ['src/store/x.ts', "import { createClient } from '../client/client';"],
  ['src/ui/x.tsx', "import type { Client } from '../client/client';"],
  ['src/ui/main.tsx', "import { createClient } from '../client/client';"],
  ['src/cli/x.ts', "import { readFileSync } from 'node:fs';"],
  ['bench/x.ts', "import * as tf from '@tensorflow/tfjs-core';"],
];

test.each(ALLOWED)('the layer rule allows in %s: %s', async (file, code) => {
  expect(await lint(file, code, LAYERS)).toEqual([]);
});

const ESCAPES = ['const x = y as string;', 'const x = y!;', 'let x: any;', 'const x = <string>y;'];

test.each(ESCAPES)('a switched-off type check needs its reason: %s', async (code) => {
  const rule = 'kennel/reasoned-escape';
  expect(await lint('src/core/x.ts', code, rule)).toHaveLength(1);
  expect(await lint('src/core/x.ts', `${code} // the caller checked it`, rule)).toEqual([]);
});

test('`as const` is no cast', async () => {
  expect(await lint('src/core/x.ts', 'const x = [1] as const;', 'kennel/reasoned-escape')).toEqual([]);
});
