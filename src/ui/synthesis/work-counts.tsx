import { llmLimits } from '../../core/llm/limits';
import { formatCost } from '../../store/synthesis/describe-work';
import { formatCount } from '../../store/format-value';
import { useApp, useSelect } from '../app-context';

/** What was asked of the language model in this work, and what is left of the budget. */
export function WorkCounts() {
  const { synthesis, settings } = useApp();
  const counts = useSelect(synthesis, (state) => state.counts);
  const budget = useSelect(settings, (state) => llmLimits(state.settings).cost);
  const most = useSelect(settings, (state) => state.settings.llmMaxRequests);
  if (counts === null || counts.replies + counts.cached + counts.failed === 0) return null;
  const { replies, cached, retries, failed, promptTokens, completionTokens, cost } = counts;
  const figures: readonly (readonly [label: string, value: string])[] = [
    ['replies', most > 0 ? `${formatCount(replies)} of ${formatCount(most)}` : formatCount(replies)],
    ...(cached > 0 ? [['stored before', formatCount(cached)] as const] : []),
    ...(retries > 0 ? [['asked again', formatCount(retries)] as const] : []),
    ...(failed > 0 ? [['failed', formatCount(failed)] as const] : []),
    ['tokens read', formatCount(promptTokens)],
    ['tokens written', formatCount(completionTokens)],
    ...(cost > 0 || budget > 0 ? [['cost', formatCost(cost)] as const] : []),
    ...(budget > 0 ? [['budget left', formatCost(Math.max(0, budget - cost))] as const] : []),
  ];
  return (
    <dl className="counts" aria-label="What was asked">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
