/** Whether a process of this machine still runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // That of another person runs as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
