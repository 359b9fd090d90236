import rowsSubgroup from './rows-subgroup.wgsl?raw';
import rowsWorkgroup from './rows-workgroup.wgsl?raw';
import { fold, type GpuBackend, type GpuDispatch, type GpuProgram } from './webgpu-backend';

/** Rows of a workgroup in rows-subgroup.wgsl. */
const ROWS_PER_WORKGROUP = 4;

/** Threads that share a row where there are no subgroups. */
const LANES = 64;

/**
 * Runs a kernel that reduces the rows of a matrix: one subgroup a row, or one workgroup where the adapter has no
 * subgroups. Its source declares `struct Parameters` (the first member `rows`), its bindings and `processRow`, and
 * takes `sumOfRow` and `greatestOfRow` from the files put before it.
 */
export function runRows(
  backend: GpuBackend,
  program: GpuProgram,
  rows: number,
  dispatch: Omit<GpuDispatch, 'workgroups'>,
): void {
  if (!backend.subgroups) {
    runWideRows(backend, program, rows, dispatch, LANES);
    return;
  }
  const source = [rowsSubgroup, program.source].join('\n');
  const workgroups = fold(Math.ceil(rows / ROWS_PER_WORKGROUP));
  backend.run({ ...program, source, enable: ['subgroups'] }, { ...dispatch, workgroups });
}

/** The same with a workgroup of `lanes` threads for every row, where a row is much work. */
export function runWideRows(
  backend: GpuBackend,
  program: GpuProgram,
  rows: number,
  dispatch: Omit<GpuDispatch, 'workgroups'>,
  lanes: number,
): void {
  const source = [rowsWorkgroup, program.source].join('\n');
  const constants = { ...program.constants, LANES: lanes };
  backend.run({ ...program, source, constants }, { ...dispatch, workgroups: fold(rows) });
}
