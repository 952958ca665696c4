/** What something takes on a machine that is busy with other things, too: the clock alone would tell what those do. */
import { performance } from "node:perf_hooks";

/** How long the processor works during `work`, in milliseconds. */
export async function processorTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** How long this process has nothing to do during `work` but to wait, in milliseconds. */
export async function waitingTime(work: () => unknown): Promise<number> {
  const before = performance.eventLoopUtilization();
  await work();
  return performance.eventLoopUtilization(before).idle;
}
