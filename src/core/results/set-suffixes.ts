/**
 * What tells the files of several evaluation sets apart, one for each name and all different: '' for the first (the
 * primary set), `.name` for the others, with every character a file system could object to replaced by `-`.
 */
export function setSuffixes(names: readonly string[]): string[] {
  const taken = new Set(['']);
  return names.map((name, at) => {
    if (at === 0) return '';
    const plain = `.${name.replace(/[^A-Za-z0-9_-]+/gu, '-').slice(0, 60) || 'set'}`;
    let suffix = plain;
    // Names that differ in case alone are one file on some systems.
    for (let copy = 2; taken.has(suffix.toLowerCase()); copy++) suffix = `${plain}-${copy}`;
    taken.add(suffix.toLowerCase());
    return suffix;
  });
}
