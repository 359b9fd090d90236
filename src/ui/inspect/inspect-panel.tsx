import { useApp, useLater } from '../app-context';
import { MapTab } from '../map/map-tab';
import { CutoffsTab } from '../per-k/cutoffs-tab';
import { SimilarityTab } from '../similarity/similarity-tab';
import { QuestionsTab } from './questions-tab';
import { Tabs, type Tab } from './tabs';
import { TryTab } from './try-tab';

/** The ways to look inside a result, in their order. */
const TABS: readonly Tab[] = [
  { id: 'questions', label: 'Questions', Panel: QuestionsTab },
  { id: 'try', label: 'Try it', Panel: TryTab },
  { id: 'cutoffs', label: 'Cut-offs', Panel: CutoffsTab },
  { id: 'similarity', label: 'Similarity', Panel: SimilarityTab },
  { id: 'map', label: 'Map', Panel: MapTab },
];

/** What lies behind the figures: below the table of metrics, as soon as a model is open. */
export function InspectPanel() {
  const app = useApp();
  const hasModel = useLater(app.model, (model) => model.value !== null);
  if (!hasModel) return null;
  return (
    <section className="part inspect" aria-label="Look inside">
      <Tabs tabs={TABS} label="Look inside" />
    </section>
  );
}
