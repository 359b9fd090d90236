// @ts-check
import { join } from 'node:path';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { layerRules } from './layers.js';
import { reasonedEscape } from './rules/reasoned-escape.js';

const TESTS = ['**/*.test.ts', '**/*.test.tsx', '**/*.spec.ts'];
const TYPED = ['**/*.ts', '**/*.tsx'];
/** Files that a tool reads by its default export. */
const CONFIGS = [
  'vite.config.ts',
  'bench/vite.config.ts',
  'e2e/playwright.config.ts',
  '.config/*.js',
  '**/*.setup.ts',
];

/** Rules of the language that typescript-eslint's sets leave out. */
const plainRules = {
  eqeqeq: 'error',
  'no-console': 'error',
  'no-debugger': 'error',
  'no-restricted-syntax': [
    'error',
    {
      selector: 'ExportDefaultDeclaration',
      message: 'Named exports only; a default export has no fixed name.',
    },
    { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that holds the thing.' },
  ],
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'no-var': 'error',
};

/** Where strictTypeChecked is refined, and why. */
const typedRules = {
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': 'error',
  // Numbers print well; what must not slip into a text is an object or undefined.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `() => void call()` says no more than `() => call()`.
  '@typescript-eslint/no-confusing-void-expression': [
    'error',
    { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
  ],
  // Spreading a text gives its code points, which is what tokenizers and checks want.
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
  // A promise handed to an event handler is fine where the handler's type expects nothing back.
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  // `while (true)` with a return inside is how a stream is read.
  '@typescript-eslint/no-unnecessary-condition': [
    'error',
    { allowConstantLoopConditions: 'only-allowed-literals' },
  ],
  // An async function without await turns a throw into a rejection, which callers of an interface rely on.
  '@typescript-eslint/require-await': 'off',
  // Objects here are closures made by `create...()`: their methods do not use `this`.
  '@typescript-eslint/unbound-method': 'off',
  '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
  // `kennel/reasoned-escape` allows these two where the same line gives the reason.
  '@typescript-eslint/no-non-null-assertion': 'off',
  '@typescript-eslint/no-explicit-any': 'off',
  'kennel/reasoned-escape': 'error',
};

const sizeBudget = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true, IIFEs: true }],
};

export default defineConfig(
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    ignores: [
      'dist/**',
      'node_modules/**',
      'public/**',
      '**/test-results/**',
      '**/playwright-report/**',
      'src/engine/wasm/build/**',
      // AssemblyScript: the syntax is TypeScript's, the types are not.
      'src/engine/wasm/assembly/**',
    ],
  },
  {
    files: TYPED,
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { kennel: { rules: { 'reasoned-escape': reasonedEscape } } },
    languageOptions: {
      parserOptions: {
        tsconfigRootDir: join(import.meta.dirname, '..'),
        project: [
          'src/core/tsconfig.json',
          'src/engine/tsconfig.json',
          'src/ui/tsconfig.json',
          'src/cli/tsconfig.json',
          'bench/tsconfig.json',
          'bench/worker/tsconfig.json',
          'src/tsconfig.test.json',
        ],
      },
    },
    rules: { ...plainRules, ...typedRules, ...sizeBudget },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.base], rules: plainRules },
  { files: ['src/ui/**/*.ts', 'src/ui/**/*.tsx'], extends: [reactHooks.configs.flat.recommended] },
  ...layerRules({ tests: TESTS }),
  // A describe() holds all its cases, so its length says nothing.
  { files: TESTS, rules: { 'max-lines-per-function': 'off' } },
  { files: ['src/cli/**', 'bench/**', '.ci/**', 'e2e/**'], rules: { 'no-console': 'off' } },
  { files: CONFIGS, rules: { 'no-restricted-syntax': 'off' } },
);
