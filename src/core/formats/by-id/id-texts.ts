/** Texts that the rows of another file name by id. */
export interface IdTexts {
  passage(id: string): string | undefined;
  query(id: string): string | undefined;
  /** The files they come from, for messages; undefined where no such file was given. */
  readonly passageFiles: string | undefined;
  readonly queryFiles: string | undefined;
}

/** For data without any such file. */
export const NO_ID_TEXTS: IdTexts = {
  passage: () => undefined,
  query: () => undefined,
  passageFiles: undefined,
  queryFiles: undefined,
};
