import { minesNegatives } from '../../core/study/effective-settings';
import type { StudySources } from '../../core/study/reproduce';
import type { StudyRecord } from '../../core/study/study-record';
import { formatStudyCsv, formatStudyJson, formatStudyMarkdown } from '../../core/study/format-study';
import type { OutputFile } from '../protocol/results';
import { VERSIONS } from '../session/records';
import type { OpenStudy } from './open-study';

type Named = Pick<StudyRecord, 'settings' | 'sources' | 'notes'>;

/** study.json, study.csv and study.md. `sources` are what the commands in them name; null: what was opened, by name. */
export function studyFiles(study: OpenStudy, sources: StudySources | null): OutputFile[] {
  const { settings, model, backend, dataHash, notes } = study.about;
  const named = sources === null ? openSources(study) : { settings, sources, notes };
  const record: StudyRecord = {
    ...{ table: study.table(), design: study.design, model, backend, dataHash },
    ...{ versions: VERSIONS, cells: study.cells },
    ...named,
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

/** A page sees no paths: names of files stand in their place, and a note says so. */
function openSources({ about, design }: OpenStudy): Named {
  const { files, evaluations, model, settings, notes } = about;
  const of = (role: 'in' | 'out'): string[] =>
    evaluations.filter((set) => set.role === role).map(({ name }) => name);
  const aligns = design.runs.some(({ aligned }) => aligned);
  const mines = settings.mineCorpus.trim() === 'documents' && minesNegatives(settings);
  const preferences = aligns ? ['PREFERENCES.jsonl'] : [];
  const documents = mines ? ['DOCUMENTS.jsonl'] : [];
  const read = [...files, ...of('in'), ...of('out'), ...documents, ...preferences];
  const isNamed = model === 'pocket' || model === settings.model;
  const standIns = [...read.map((name) => `"${name}"`), ...(isNamed ? [] : [`the model "${model}"`])];
  return {
    settings: { ...settings, model },
    sources: { data: files, map: [], documents, eval: of('in'), evalOut: of('out'), preferences },
    notes: [
      ...notes,
      `The page sees no paths. In the commands, put your own in the place of ${standIns.join(', ')}; columns that you chose are given by --map.`,
    ],
  };
}
