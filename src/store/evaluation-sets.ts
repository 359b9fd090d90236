import type { Client } from '../client/client';
import type { SetRole } from '../core/data/set-role';
import type { DataSource, EvaluationDataReport } from '../engine/protocol/data';
import { toFault } from './fault';
import { createResourceStore, type ResourceStore } from './resource-store';

/** Files to open as an evaluation set, and what it is to be; in-distribution unless told otherwise. */
export interface EvaluationSource {
  readonly files: DataSource;
  readonly role?: SetRole;
}

/** The open evaluation sets; null while there is none. Opening adds one, or replaces the one of the same name. */
export interface EvaluationSets extends ResourceStore<
  EvaluationSource,
  readonly EvaluationDataReport[] | null
> {
  /** Gives a set another role, or closes it. */
  change(name: string, change: SetRole | 'remove'): Promise<void>;
}

export function createEvaluationSets(client: Client): EvaluationSets {
  const store = createResourceStore(client, async ({ files, role = 'in' }: EvaluationSource, options) =>
    orNull(await client.call('openEvaluationData', { source: files, role }, options)),
  );
  /** Everything that was opened since there was no set, in order: what brings the sets back after a crash. */
  let opened: readonly EvaluationSource[] = [];

  const open: EvaluationSets['open'] = async (source) => {
    if (!(await restore())) return null;
    const value = await store.open(source);
    if (value !== null) opened = [...opened, source];
    return value;
  };
  const change: EvaluationSets['change'] = async (name, wish) => {
    const before = store.getState().value;
    // Shown at once; taken back where the engine refuses.
    if (wish !== 'remove') store.setState({ value: withRole(before, name, wish) });
    if (!(await restore())) return;
    try {
      const value = orNull(await client.call('changeEvaluationData', { name, change: wish }));
      if (value === null) opened = [];
      store.setState({ status: value === null ? 'empty' : 'ready', value, fault: null });
    } catch (error) {
      store.setState({ status: 'failed', value: before, fault: toFault(error) });
    }
  };
  const restore = async (): Promise<boolean> => {
    const { value, generation } = store.getState();
    if (value === null || generation === client.generation()) return true;
    for (const source of opened) if ((await store.open(source)) === null) return false;
    for (const { name, role } of store.getState().value ?? []) {
      const wanted = value.find((set) => set.name === name);
      if (wanted?.role !== role) await change(name, wanted?.role ?? 'remove');
    }
    return true;
  };
  const clear = (): void => {
    opened = [];
    store.clear();
  };
  return { ...store, open, change, restore, clear };
}

function withRole(sets: readonly EvaluationDataReport[] | null, name: string, role: SetRole) {
  return sets?.map((set) => (set.name === name ? { ...set, role } : set)) ?? null;
}

function orNull(sets: readonly EvaluationDataReport[]): readonly EvaluationDataReport[] | null {
  return sets.length === 0 ? null : sets;
}
