import { SETTINGS, type Settings } from '../core/settings/settings';
import { formatSetting } from './format-value';

/** How a run would train, in a line: loss, epochs, batch, learning rate, and whether rows are mixed. */
export function planOf({ loss, epochs, batch, lr, mix }: Settings): string {
  return [
    SETTINGS.loss.choiceLabels[loss],
    `${formatSetting(epochs)} ${epochs === 1 ? 'epoch' : 'epochs'}`,
    `batch ${batch}`,
    `learning rate ${formatSetting(lr)}`,
    ...(mix === '' ? [] : ['rows mixed']),
  ].join(' · ');
}
