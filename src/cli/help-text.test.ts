import { expect, test } from 'vitest';
import { COMMANDS } from './commands';
import { helpText } from './help-text';

test('the overview names every command', () => {
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    expect(helpText()).toContain(name);
    expect(helpText()).toContain(summary);
  }
});

test('the help of train shows every setting, with its default, in lines that fit', () => {
  const text = helpText('train');
  for (const name of COMMANDS.train.settings) expect(text).toContain(`--${name} `);
  expect(text).toContain('--model pocket|HUB_ID|FOLDER|ZIP');
  expect(text).toContain('[infonce]');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('check takes no settings, eval no training settings', () => {
  expect(helpText('check')).not.toContain('--lr');
  expect(helpText('check')).not.toContain('--force');
  expect(helpText('eval')).toContain('--pooling');
  expect(helpText('eval')).not.toContain('--lr');
});

test('a command without needs is shown without gaps', () => {
  expect(helpText('self-check')).toMatch(/^npm run kennel -- self-check \[flags\]\n/);
});
