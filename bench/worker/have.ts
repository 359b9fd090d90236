/** What an earlier command has made. @throws Error when it was not given. */
export function have<T>(made: T | undefined): T {
  if (made === undefined) throw new Error('an earlier command is missing');
  return made;
}
