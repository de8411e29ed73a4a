import { readFileSync } from 'node:fs';

/** Milliseconds between two looks: a program that ends in between has hardly had the time to take more. */
const PERIOD = 5;

/**
 * Watches the peak of resident memory of a native process, into which nothing can be loaded that would report it. The kernel forgets the
 * figure when the process ends, so it is read again and again. The function that is returned stops the watch and gives bytes, or NaN
 * where the system does not tell.
 */
export function watchPeak(pid: number | undefined): () => number {
  let peak = NaN;
  const timer = setInterval(() => (peak = residentPeak(pid) ?? peak), PERIOD);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function residentPeak(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
