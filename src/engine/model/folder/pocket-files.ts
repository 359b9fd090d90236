import { InputError } from '../../../core/input-error';
import { DESCRIPTION_FILES } from './file-roles';
import type { ModelFiles, OpenOptions } from './model-folder';
import { readBody } from './read-body';

const PATHS = [...DESCRIPTION_FILES, 'PROVENANCE.md', 'model.safetensors'];

/** The built-in encoder, from beside the app. */
export async function fetchPocketFiles({ signal, onProgress }: OpenOptions): Promise<ModelFiles> {
  const base = new URL(`${import.meta.env.BASE_URL}models/pocket/`, globalThis.location.href);
  const files = new Map<string, Uint8Array>();
  for (const path of PATHS) {
    const response = await request(new URL(path, base), path, signal);
    const total = Number(response.headers.get('content-length') ?? 0);
    const onBytes = (done: number): void =>
      onProgress?.({
        kind: 'progress',
        phase: `Loading ${path}`,
        done,
        total: Math.max(total, done),
        unit: 'bytes',
      });
    files.set(path, await readBody(path, response, { signal, onBytes }));
  }
  return { name: 'pocket', files, notes: [] };
}

async function request(url: URL, path: string, signal: AbortSignal | undefined): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, signal ? { signal } : {});
  } catch {
    signal?.throwIfAborted();
    throw new InputError(path, "could not be loaded: the app's own server does not answer");
  }
  if (!response.ok)
    throw new InputError(
      path,
      `the built-in model is not where the app expects it (HTTP ${response.status})`,
    );
  return response;
}
