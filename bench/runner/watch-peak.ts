import { residentPeak } from './machine.ts';

/** Milliseconds between two looks: a program that ends in between has hardly had the time to take more. */
const PERIOD = 5;

/**
 * Polls the peak resident memory of a native process, since the kernel drops the figure when the process ends. Returns a function
 * that stops polling and gives the peak in bytes, or NaN if the system does not provide it.
 */
export function watchPeak(pid: number | undefined): () => number {
  let peak = NaN;
  const timer = setInterval(() => (peak = residentPeak(pid) ?? peak), PERIOD);
  return () => {
    clearInterval(timer);
    return peak;
  };
}
