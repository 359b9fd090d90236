/**
 * Where an evaluation set comes from, seen from the training data: `in` from the same domain, `out` from another, to
 * gauge what training makes a model forget.
 */
export type SetRole = 'in' | 'out';
