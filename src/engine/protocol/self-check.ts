import type { DeviceReport } from './device';

/** One operation, computed on the device and compared with a reference. */
export interface SelfCheckRow {
  /** "Attention", "AdamW, three steps". */
  readonly operation: string;
  /** On what: "128 tokens, 2 heads of 32". */
  readonly input: string;
  /**
   * The largest relative error, |got - want| / |want| in the 2-norm, among the value and the gradients; null when
   * nothing could be compared.
   */
  readonly error: number | null;
  /** What has that error: "value", "gradient of k"; '' when nothing could be compared. */
  readonly worst: string;
  readonly tolerance: number;
  /** On the device, with its first-time costs such as compiling shaders, and with reading back. */
  readonly milliseconds: number;
  readonly verdict: 'passed' | 'failed';
  /** Why it failed; '' when it passed. */
  readonly reason: string;
}

/** Whether this device computes what it should. */
export interface SelfCheckReport {
  /** Kennel's. */
  readonly version: string;
  readonly device: DeviceReport;
  /** What else there is to know of the device and the browser, by name. */
  readonly facts: Readonly<Record<string, string>>;
  readonly rows: readonly SelfCheckRow[];
  readonly failed: number;
  readonly seconds: number;
}
