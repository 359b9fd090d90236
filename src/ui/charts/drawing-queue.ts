/** Runs jobs one per task of the main thread, in the order in which they came. */
export interface DrawingQueue {
  /** Puts a job at the end; the answer takes it out again, unless it has run. */
  add(job: () => void): () => void;
}

/**
 * Six charts drawn in one go make a task that is felt; one task each lets input and scrolling in between.
 * `later` starts a new task.
 */
export function createDrawingQueue(
  later: (run: () => void) => void = (run) => {
    setTimeout(run);
  },
): DrawingQueue {
  const jobs = new Set<() => void>();
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || jobs.size === 0) return;
    scheduled = true;
    later(() => {
      scheduled = false;
      const [job] = jobs;
      if (job === undefined) return;
      jobs.delete(job);
      schedule(); // before the job, which may fail
      job();
    });
  };
  return {
    add: (job) => {
      const mine = (): void => {
        job();
      };
      jobs.add(mine);
      schedule();
      return () => {
        jobs.delete(mine);
      };
    },
  };
}

/** The page's one queue. */
export const drawing = createDrawingQueue();
