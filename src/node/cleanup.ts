/**
 * Has `remove` called should the program end before its work is done: at its end, or when it is interrupted. Answers how to call that
 * off. `remove` must do its work at once.
 */
export function removeOnExit(remove: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('exit', remove);
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', remove);
  };
}
