import { InputError } from '../../input-error';

/** A file of a data set on the Hub. */
export interface RepoFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
}

const DATA = /(?:\.(?:jsonl|ndjson|json|csv|tsv|parquet)(?:\.gz)?|\.zip)$/i;
/** JSON that describes the data set and holds no rows. */
const DESCRIPTION = /^(?:dataset_infos?|dataset_dict|state|config|metadata|croissant)\.json$/i;
const SPLIT = /(?:^|[/._-])(train(?:ing)?|dev|val(?:id(?:ation)?)?|test)(?=[/._-]|\d|$)/i;

/**
 * The files of a data set to read: for training those of the split "train" and those that belong to no split, such as
 * a corpus; for evaluation all. `folder`: only what lies below it, '' for everything.
 * @throws InputError when there is none, or several folders each have a train split, so that one must be named
 */
export function chooseDataFiles(
  id: string,
  files: readonly RepoFile[],
  wanted: { readonly folder: string; readonly purpose: 'training' | 'evaluation' },
): { readonly files: readonly RepoFile[]; readonly notes: readonly string[] } {
  const below = wanted.folder === '' ? '' : `${wanted.folder}/`;
  const data = files.filter(({ path, size }) => size > 0 && path.startsWith(below) && isData(path));
  if (data.length === 0)
    throw new InputError(
      id,
      `there is no file of JSON, CSV, TSV or Parquet in ${below === '' ? 'this data set' : `its folder ${wanted.folder}`}`,
    );
  if (wanted.purpose === 'evaluation') return { files: data, notes: [] };
  const train = data.filter(({ path }) => splitOf(path) === 'train');
  if (train.length === 0) return { files: data, notes: [] };
  checkOnePart(id, train, below);
  const chosen = data.filter(({ path }) => ['train', undefined].includes(splitOf(path)));
  const left = data.length - chosen.length;
  const notes =
    left === 0
      ? []
      : [
          `Of ${id} the split "train" was read; ${left} ${left === 1 ? 'file' : 'files'} of other splits left out.`,
        ];
  return { files: chosen, notes };
}

function isData(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return DATA.test(name) && !name.startsWith('.') && !DESCRIPTION.test(name);
}

/** The last part of the path that names one counts: in `dev/train.jsonl` that is "train". */
function splitOf(path: string): string | undefined {
  const parts = path.split('/').reverse();
  for (const part of parts) {
    const split = SPLIT.exec(part)?.[1]?.toLowerCase();
    if (split !== undefined) return split.startsWith('train') ? 'train' : split;
  }
  return undefined;
}

/** Parts of a data set (configurations) hold the same texts in other layouts: reading all would mix them. */
function checkOnePart(id: string, train: readonly RepoFile[], below: string): void {
  const folders = new Set(
    train.map(({ path }) => path.slice(below.length)).map((path) => path.slice(0, path.lastIndexOf('/') + 1)),
  );
  if (folders.size < 2) return;
  const names = [...folders].map((folder) => (folder === '' ? 'the top' : folder.slice(0, -1)));
  throw new InputError(
    id,
    `several folders have a split "train": ${names.slice(0, 12).join(', ')}${names.length > 12 ? ', …' : ''}; name one, such as ${id}/${names.find((name) => name !== 'the top') ?? ''}`,
  );
}
