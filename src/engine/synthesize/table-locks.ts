/** Held while data are made, and for a moment while a row is changed. */
const TABLE = 'kennel-synthesis';
/** Held for a moment: while a row is changed, and while work begins. */
const TURN = 'kennel-synthesis-turn';

/** Whatever takes hold of the table does so one after the other, in all tabs. */
export function inTurn<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(TURN, work);
}

/** To be called in turn, so that only work can hold the table already. @throws Error while another tab makes data */
export function holdTable<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(TABLE, { ifAvailable: true }, (lock) => {
    if (lock === null) throw new Error('Another tab makes data. Wait for it, or cancel it there.');
    return work();
  });
}

/** Holds the table for long: the turn ends as the work begins. @throws Error while another tab makes data */
export async function holdTableForWork<T>(work: () => Promise<T>): Promise<T> {
  const { held } = await inTurn(
    () =>
      new Promise<{ readonly held: Promise<T> }>((begun, refused) => {
        const held = holdTable(() => {
          begun({ held }); // in an object, since a promise would be waited for
          return work();
        });
        held.catch(refused);
      }),
  );
  return held;
}
