import { defaultSettings, type Settings } from '../../settings/settings';
import { DEFAULT_PROMPTS } from '../prompts';
import { recipeOf, type Recipe } from '../recipe';

/** The default recipe with some settings changed. */
export function testRecipe(changes: Partial<Settings> = {}): Recipe {
  return recipeOf({ ...defaultSettings(), ...changes }, DEFAULT_PROMPTS);
}
