import type { Setting } from '../core/settings/setting.ts';
import { SETTINGS, type SettingName } from '../core/settings/settings.ts';
import { asTyped } from './flag-spelling.ts';
import { COMMANDS, type CommandDescription, type CommandName, type PathFlag } from './commands.ts';

const PATH_HELP: Readonly<Record<PathFlag, string>> = {
  data: 'FILE|DIR  training data; may be given several times; hf:OWNER/NAME[/FOLDER][@REVISION] for a data set of the Hub',
  map: 'ROLE=COLUMN,...  which column of the training data holds what: query, positive, negative (several times), synthetic, cot, queryId; a path such as doc.text or passages[0] too',
  eval: 'FILE|DIR  evaluation data: a BEIR folder or zip; several times for several sets, the first chooses the weights',
  evalOut:
    'FILE|DIR  the same, out of distribution: shows what training makes the model forget; may be given several times',
  documents:
    'FILE|DIR  texts to make queries for, to mine from (--mineCorpus documents) or to judge (--judgeCorpus documents): JSONL, CSV, Parquet with a column of texts, BEIR, .txt, .md (long ones are cut into passages); may be given several times',
  queries:
    'FILE      queries to make passages for: JSONL, CSV, Parquet, BEIR, or text with one a line; may be given several times',
  prompts:
    'FILE      JSON with prompts in the place of the default ones, such as {"verify": {"user": "..."}}',
  replies: 'FILE      replies.jsonl of earlier work, so that the same is not paid for again',
  preferences:
    'FILE      preferences: query, chosen, rejected, or query and a ranked list; may be given several times',
  run: 'FILE      a run to measure instead of a model, TREC or JSON; several are compared with the first',
  qrels:
    'FILE      judgements for --run, TREC, BEIR or JSON; without it those of --eval; may be given several times',
  out: 'DIR       where the results go; must be new or empty',
};

const WIDTH = 100;
const INDENT = 28;

/** The help of the whole command, or of one of its commands. Flags come from the settings of the app. */
export function helpText(command?: CommandName): string {
  return command === undefined ? overview() : commandHelp(command, COMMANDS[command]);
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(11)} ${summary}`);
  return [
    'npm run kennel -- COMMAND [flags]',
    '',
    ...lines,
    '',
    'COMMAND --help lists the flags. Progress goes to stderr; the last line of stdout is the result as JSON.',
    'Exit code: 0 success, 2 bad input (one line "file:line: reason"), 1 anything else.',
    'A token for private models is read from the environment variable KENNEL_HUB_TOKEN.',
  ].join('\n');
}

function commandHelp(name: CommandName, description: CommandDescription): string {
  const required = description.needs.map((flags) => flags.map((flag) => `--${asTyped(flag)} ...`).join('|'));
  const paths = description.paths.map((flag) => entry(`--${asTyped(flag)}`, PATH_HELP[flag]));
  const force = description.paths.includes('out')
    ? [entry('--force', 'replace what an earlier run wrote in OUT under the same names')]
    : [];
  const settings = description.settings.map((setting) =>
    entry(`--${setting} ${valueHelp(setting)}`, settingHelp(SETTINGS[setting])),
  );
  return [
    [`npm run kennel -- ${name}`, ...required, '[flags]'].join(' '),
    '',
    description.summary,
    '',
    ...paths,
    ...force,
    ...settings,
  ].join('\n');
}

function valueHelp(name: SettingName): string {
  if (name === 'model') return 'pocket|HUB_ID|FOLDER|ZIP';
  const setting: Setting = SETTINGS[name];
  switch (setting.kind) {
    case 'number':
      return 'N';
    case 'choice':
      return setting.choices.join('|');
    case 'flag':
      return '[true|false]';
    case 'text':
      return 'TEXT';
  }
}

function settingHelp(setting: Setting): string {
  const name = setting.paperName === undefined ? '' : ` (${setting.paperName})`;
  const fallback = setting.default === '' ? '' : ` [${setting.default}]`;
  return `${setting.help}${name}${fallback}`;
}

function entry(flag: string, help: string): string {
  const head = `  ${flag}`;
  const lines = wrap(help, WIDTH - INDENT).map((line) => ' '.repeat(INDENT) + line);
  if (head.length >= INDENT) return [head, ...lines].join('\n');
  return [head.padEnd(INDENT) + (lines[0] ?? '').trimStart(), ...lines.slice(1)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/ (?! )/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
