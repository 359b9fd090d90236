import type { Roles } from './contrastive';

/** Roles where document i < queries is the one positive of query i and every document is a candidate. */
export function plainRoles(queries: number, documents: number): Roles {
  const positive = new Float32Array(queries * documents);
  for (let i = 0; i < queries; i++) positive[i * documents + i] = 1;
  return { queries, documents, positive, candidate: new Float32Array(queries * documents).fill(1) };
}
