import { InputError } from '../../input-error';
import { fileName, withoutGz, type InputFile } from '../input-file';

/** The parts of a BEIR data set among the files a user gave. */
export interface BeirFiles {
  readonly corpus: InputFile;
  readonly queries: InputFile;
  /** One per split, which is named after its file. May be empty. */
  readonly qrels: readonly { readonly split: string; readonly file: InputFile }[];
}

/**
 * Finds corpus.jsonl, queries.jsonl and qrels/<split>.tsv at any depth. Without a qrels folder, loose .tsv and
 * .qrels files are taken as qrels. Undefined when there is no corpus or no queries file.
 * @throws InputError when a part is there twice, so that it is unclear which is meant
 */
export function findBeirFiles(files: readonly InputFile[]): BeirFiles | undefined {
  const corpus = findOne(files, 'corpus.jsonl');
  const queries = findOne(files, 'queries.jsonl');
  return corpus && queries ? { corpus, queries, qrels: findQrels(files) } : undefined;
}

/** Like `findBeirFiles`, but says which part is missing. */
export function requireBeirFiles(files: readonly InputFile[]): BeirFiles {
  const place = commonFolder(files) ?? 'evaluation data';
  const missing = ['corpus.jsonl', 'queries.jsonl'].filter((name) => !findOne(files, name));
  if (missing.length > 0) {
    throw new InputError(
      place,
      `${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: evaluation data in the BEIR layout ` +
        'are corpus.jsonl, queries.jsonl and qrels/<split>.tsv',
    );
  }
  const beir = findBeirFiles(files);
  if (!beir || beir.qrels.length === 0) {
    throw new InputError(
      place,
      'the judgements are missing: there is no qrels/<split>.tsv, such as qrels/test.tsv',
    );
  }
  return beir;
}

/** The folder or archive that holds everything; undefined for loose files. */
function commonFolder(files: readonly InputFile[]): string | undefined {
  const tops = new Set(files.map(({ path }) => (path.includes('/') ? path.split('/', 1)[0] : undefined)));
  const [top] = tops;
  return tops.size === 1 && top !== '' ? top : undefined;
}

function findOne(files: readonly InputFile[], name: string): InputFile | undefined {
  const found = files.filter((file) => fileName(file).toLowerCase() === name);
  const [first, second] = found;
  if (first && second) {
    throw new InputError(second.path, `there are two files ${name} (also ${first.path}); give one data set`);
  }
  return first;
}

function findQrels(files: readonly InputFile[]): BeirFiles['qrels'] {
  const inFolder = files.filter((file) =>
    /(?:^|\/)qrels\/[^/]+\.(?:tsv|txt|qrels)$/i.test(withoutGz(file.path)),
  );
  const loose = files.filter((file) => /\.(?:tsv|qrels)$/i.test(withoutGz(file.path)));
  const splits = new Map<string, InputFile>();
  for (const file of inFolder.length > 0 ? inFolder : loose) {
    const split = fileName(file).replace(/\.[^.]+$/, '');
    const other = splits.get(split);
    if (other) throw new InputError(file.path, `there are two qrels for "${split}" (also ${other.path})`);
    splits.set(split, file);
  }
  return [...splits].map(([split, file]) => ({ split, file }));
}
