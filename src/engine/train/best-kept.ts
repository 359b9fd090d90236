/** Ends the message of a run that broke, of which `keep` was given what there was. */
export const BEST_KEPT = ' The best weights so far were kept.';
