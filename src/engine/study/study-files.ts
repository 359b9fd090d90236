import type { StudySources } from '../../core/study/reproduce';
import type { StudyRecord } from '../../core/study/study-record';
import { formatStudyCsv, formatStudyJson, formatStudyMarkdown } from '../../core/study/format-study';
import type { OutputFile } from '../protocol/results';
import { VERSIONS } from '../session/records';
import type { OpenStudy } from './open-study';

/** study.json, study.csv and study.md. `sources` are what the commands in them name; null: what was opened, by name. */
export function studyFiles(study: OpenStudy, sources: StudySources | null): OutputFile[] {
  const { settings, model, backend, dataHash, notes } = study.about;
  const record: StudyRecord = {
    table: study.table(),
    design: study.design,
    settings,
    model,
    backend,
    dataHash,
    sources: sources ?? openSources(study),
    versions: VERSIONS,
    notes,
    cells: study.cells,
  };
  const file = (name: string, type: string, text: string): OutputFile => ({
    name,
    blob: new Blob([text], { type }),
  });
  return [
    file('study.json', 'application/json', formatStudyJson(record)),
    file('study.csv', 'text/csv', formatStudyCsv(record)),
    file('study.md', 'text/markdown', formatStudyMarkdown(record)),
  ];
}

function openSources({ about: { files, evaluations } }: OpenStudy): StudySources {
  const named = (role: 'in' | 'out'): string[] =>
    evaluations.filter((set) => set.role === role).map(({ name }) => name);
  return { data: files, eval: named('in'), evalOut: named('out'), preferences: [] };
}
