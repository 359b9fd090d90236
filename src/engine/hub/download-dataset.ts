import { downloadFile, listFiles } from '@huggingface/hub';
import { chooseDataFiles, type RepoFile } from '../../core/formats/hub-data/choose-data-files';
import type { InputFile } from '../../core/formats/input-file';
import { InputError } from '../../core/input-error';
import type { DataSource } from '../protocol/data';
import type { EngineEvent } from '../protocol/events';
import { inputFile } from '../session/browser-file';
import { checkAddress, hubBase, refusal, unreachable } from './hub-fault';

export type HubDataset = Extract<DataSource, { kind: 'hub' }>;

interface DownloadOptions {
  readonly purpose: 'training' | 'evaluation';
  readonly signal: AbortSignal;
  readonly emit: (event: EngineEvent) => void;
}

/**
 * Fetches the files of rows of a data set on the Hugging Face Hub. The browser keeps what was fetched (on disk where
 * it is large) as long as the files are in use. Requests go to the endpoint, and where that redirects, only.
 * @throws InputError naming the data set or the file and what to do; the signal's reason when aborted
 */
export async function downloadDataset(
  source: HubDataset,
  { purpose, signal, emit }: DownloadOptions,
): Promise<{ readonly files: InputFile[]; readonly notes: readonly string[] }> {
  checkAddress(source);
  const hub = hubCaller(source, signal);
  const listed: RepoFile[] = [];
  await hub.call(async (shared) => {
    const revision = encodeURIComponent(source.revision);
    for await (const { type, path, size } of listFiles({ ...shared, revision, recursive: true }))
      if (type === 'file') listed.push({ path, size });
  });
  const { files: chosen, notes } = chooseDataFiles(source.id, listed, { folder: source.folder, purpose });
  const total = chosen.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const files: InputFile[] = [];
  for (const { path, size } of chosen) {
    const onBytes = (bytes: number): void => {
      done += bytes;
      emit({
        kind: 'progress',
        phase: `Downloading ${path}`,
        done: Math.min(done, total),
        total,
        unit: 'bytes',
      });
    };
    const blob = await hub.call((shared) =>
      downloadFile({
        ...shared,
        revision: source.revision,
        path: path.split('/').map(encodeURIComponent).join('/'),
        // The other way of transfer asks further servers, which the page's security policy does not know.
        xet: false,
      }),
    );
    if (blob === null)
      throw new InputError(path, `${source.id} lists this file and does not have it; try again`);
    const bytes = await hub.call(() => receive(path, blob.stream(), size, onBytes));
    files.push(inputFile(new File([bytes], `${source.id}/${path}`)));
  }
  return { files, notes };
}

/** Reads a stream to its end, into memory that the browser may put on disk. */
async function receive(
  path: string,
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  size: number,
  onBytes: (bytes: number) => void,
): Promise<Blob> {
  let received = 0;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      received += chunk.length;
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  const blob = await new Response(stream.pipeThrough(counter)).blob().catch(() => undefined);
  if (blob === undefined || received !== size)
    throw new InputError(path, `the download broke off after ${received} of ${size} bytes; try again`);
  return blob;
}

/** Calls the Hub's library; what goes wrong in its requests comes out as the error that says what to do. */
function hubCaller(source: HubDataset, signal: AbortSignal) {
  let fault: unknown;
  const request: typeof fetch = async (input, init) => {
    try {
      return await requestHub(source, signal, new Request(input, init));
    } catch (error) {
      fault = error;
      throw error;
    }
  };
  const shared = {
    repo: { type: 'dataset', name: source.id },
    hubUrl: hubBase(source),
    fetch: request,
  } as const;
  return {
    async call<T>(work: (common: typeof shared) => Promise<T>): Promise<T> {
      fault = undefined;
      try {
        return await work(shared);
      } catch (error) {
        signal.throwIfAborted();
        if (fault instanceof InputError) throw fault;
        if (error instanceof InputError) throw error;
        const detail = error instanceof Error ? error.message : String(error);
        throw new InputError(source.id, `${hubBase(source)} gave no usable answer: ${detail.slice(0, 200)}`);
      }
    },
  };
}

async function requestHub(source: HubDataset, signal: AbortSignal, request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  // The token goes to the Hub itself and nowhere else.
  if (source.token && new URL(request.url).origin === new URL(source.endpoint).origin)
    headers.set('Authorization', `Bearer ${source.token}`);
  const response = await fetch(new Request(request, { headers, signal })).catch(() => undefined);
  signal.throwIfAborted();
  if (response === undefined) throw unreachable(source);
  if (response.ok) {
    refuseWebPage(source, response);
    return response;
  }
  const fault = refusal('data set', source, response);
  if (fault !== undefined) throw fault;
  return response;
}

function refuseWebPage(source: HubDataset, response: Response): void {
  if (!(response.headers.get('content-type') ?? '').startsWith('text/html')) return;
  throw new InputError(
    source.id,
    `${hubBase(source)} answered with a web page instead of the data: the address is wrong, or a login page of the network stands in between`,
  );
}
