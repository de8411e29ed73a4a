import { readdirSync, readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

/** The machine, in one line. */
export function machine(): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${processors.length} × ${processors[0]?.model ?? '?'}, ${memory} Gio, ${type()} ${release()}, Node ${process.versions.node}`;
}

/** Linux counts in hundredths of a second whatever its clock. */
const TICKS = 100;

/** CPU seconds of all the child processes that have ended, to the hundredth; undefined where the system does not say. */
export function childrenSeconds(): number | undefined {
  const fields = procFile('/proc/self/stat')?.split(') ')[1]?.split(' ');
  return fields && (Number(fields[13]) + Number(fields[14])) / TICKS;
}

/** CPU seconds of a process and of all that it started, ended or not; undefined where the system does not say. */
export function treeSeconds(root: number): number | undefined {
  if (procFile('/proc/self/stat') === undefined) return undefined;
  const known = new Map<number, { parent: number; ticks: number }>();
  for (const name of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    // Fields 4 and 14 to 17 of proc(5): the parent, and the time of the process and of its children that have ended. It may have ended meanwhile.
    const fields = procFile(`/proc/${name}/stat`)?.split(') ').at(-1)?.split(' ').map(Number) ?? [];
    known.set(Number(name), { parent: fields[1] ?? 0, ticks: fields.slice(11, 15).reduce((sum, one) => sum + one, 0) });
  }
  const isBelow = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = known.get(at)?.parent) if (at === root) return true;
    return false;
  };
  return [...known].reduce((sum, [pid, { ticks }]) => sum + (isBelow(pid) ? ticks : 0), 0) / TICKS;
}

/** The most memory that this process held, in bytes. On Linux `maxRSS` begins with that of the process that started this one; `VmHWM` belongs to the program that runs now. */
export const peakBytes = (): number => residentPeak('self') ?? process.resourceUsage().maxRSS * 1024;

/** The most memory that a process held so far, in bytes; undefined where the system does not say, or the process has ended. */
export function residentPeak(pid: number | 'self' | undefined): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(procFile(`/proc/${pid}/status`) ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** CPU seconds spent by everything on this machine since it started. */
export function busySeconds(): number | undefined {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] =
    procFile('/proc/stat')?.split('\n')[0]?.split(/ +/).slice(1).map(Number) ?? [];
  return user === 0 ? undefined : (user + nice + system + irq + softirq) / TICKS;
}

function procFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
