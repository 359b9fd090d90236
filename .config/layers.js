// @ts-check
/**
 * The layer rule: imports point one way, ui -> store -> client -> engine/protocol, and engine -> core.
 * One entry per folder, turned into no-restricted-imports.
 */

/** @typedef {{ regex: string, message: string, allowTypeImports?: true }} Pattern */

/** @param {string} folder */
const into = (folder) => `^(\\.\\./)+(src/)?${folder}(/|$)`;

/** @param {string} folder @param {string} message @returns {Pattern} */
const noFolder = (folder, message) => ({ regex: into(folder), message });

/** @param {string} folder @param {string} message @returns {Pattern} */
const typesOnly = (folder, message) => ({ regex: into(folder), message, allowTypeImports: true });

const PROTOCOL = '^(\\.\\./)+(src/)?engine/protocol(/[a-z-]+)?(\\.ts)?$';

/** The engine seen from outside: the types of its protocol, nothing else. @type {Pattern[]} */
const ONLY_PROTOCOL = [
  {
    regex: '^(\\.\\./)+(src/)?engine/(?!protocol(/[a-z-]+)?(\\.ts)?$)',
    message: 'Outside the engine only the types of engine/protocol may be imported.',
  },
  { regex: PROTOCOL, message: 'engine/protocol is types: use `import type`.', allowTypeImports: true },
];

/** @type {Pattern} */
const NO_TFJS = {
  regex: '^(@tensorflow|@xenova)/',
  message: 'tfjs and the tokenizers live in src/engine and nowhere else.',
};
/** @type {Pattern} */
const NO_REACT = {
  regex: '^(react|react-dom|uplot|zustand/react)(/|$)',
  message: 'React and the charts live in src/ui and nowhere else.',
};
/** @type {Pattern} */
const NO_STORE_LIBRARY = { regex: '^zustand(/|$)', message: 'Application state lives in src/store.' };
/** @type {Pattern} */
const NO_DATABASE = { regex: '^idb(/|$)', message: 'Storage lives in src/engine.' };
/** @type {Pattern} */
const NO_NODE = {
  regex: '^(node:|playwright|@playwright/|vite$)',
  message: 'This code runs in the browser, not in Node.',
};
/** @type {Pattern} */
const NO_FIXTURES = { regex: '(^|/)fixtures/', message: 'Fixtures are for tests.' };

const UPWARDS = 'Imports point one way: ui -> store -> client -> engine/protocol; engine -> core.';

/** What each folder must not import. @type {Record<string, Pattern[]>} */
const FORBIDDEN = {
  'src/core': [
    ...['engine', 'client', 'store', 'ui', 'cli'].map((folder) =>
      noFolder(folder, 'src/core imports nothing but src/core.'),
    ),
    NO_TFJS,
    NO_REACT,
    NO_STORE_LIBRARY,
    NO_DATABASE,
  ],
  'src/engine': [
    ...['client', 'store', 'ui', 'cli'].map((folder) => noFolder(folder, UPWARDS)),
    NO_REACT,
    NO_STORE_LIBRARY,
  ],
  'src/client': [
    ...['store', 'ui', 'cli'].map((folder) => noFolder(folder, UPWARDS)),
    ...ONLY_PROTOCOL,
    NO_TFJS,
    NO_REACT,
    NO_STORE_LIBRARY,
    NO_DATABASE,
  ],
  'src/store': [
    ...['ui', 'cli'].map((folder) => noFolder(folder, UPWARDS)),
    ...ONLY_PROTOCOL,
    NO_TFJS,
    NO_REACT,
    NO_DATABASE,
  ],
  'src/ui': [
    noFolder('cli', UPWARDS),
    typesOnly('client', 'The page talks to the store; of the client it knows the types.'),
    ...ONLY_PROTOCOL,
    NO_TFJS,
    NO_DATABASE,
  ],
  'src/cli': [
    ...['store', 'ui'].map((folder) => noFolder(folder, 'The command drives the built app from outside.')),
    typesOnly('client', 'The command drives the built app from outside; of the client it knows the types.'),
    ...ONLY_PROTOCOL,
    NO_TFJS,
    NO_REACT,
    NO_STORE_LIBRARY,
    NO_DATABASE,
  ],
  e2e: [NO_TFJS, NO_REACT, NO_STORE_LIBRARY, NO_DATABASE],
  bench: [NO_REACT, NO_STORE_LIBRARY],
};

const IN_BROWSER = new Set(['src/core', 'src/engine', 'src/client', 'src/store', 'src/ui']);

/** @param {Pattern[]} patterns */
const restrict = (patterns) => ({
  '@typescript-eslint/no-restricted-imports': /** @type {const} */ (['error', { patterns }]),
});

/**
 * The config blocks that hold the layer rule.
 * @param {{ tests: string[] }} options globs of test files, which may read fixtures and use Node
 */
export function layerRules({ tests }) {
  const blocks = Object.entries(FORBIDDEN).flatMap(([folder, patterns]) => {
    const files = [`${folder}/**/*.ts`, `${folder}/**/*.tsx`];
    const shipped = IN_BROWSER.has(folder) ? [...patterns, NO_NODE, NO_FIXTURES] : patterns;
    const inTests = tests.map((glob) => `${folder}/${glob}`);
    return [
      { files, rules: restrict(shipped) },
      { files: inTests, rules: restrict(patterns) },
    ];
  });
  // The page's entry is the one place that joins the client to the store.
  const entry = (FORBIDDEN['src/ui'] ?? []).filter((pattern) => pattern.regex !== into('client'));
  return [...blocks, { files: ['src/ui/main.tsx'], rules: restrict([...entry, NO_NODE, NO_FIXTURES]) }];
}
