/** Keeps the page and the engine on the machine, so that they work without network. */

/** `onNewer`: another version of the site has taken the place of the one that this page came with. Answers how to stop listening. */
export function keepOffline(root: string, onNewer: () => void): () => void {
  // The types say that it is always there; where a page is not served in a secure way it is not.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return () => undefined;
  // The first one takes the page over; any other has taken the place of one.
  let isControlled = container.controller !== null;
  const tell = (): void => {
    if (isControlled) onNewer();
    isControlled = true;
  };
  container.addEventListener('controllerchange', tell);
  // A browser that keeps nothing (a private window) still checks files.
  container.register(`${root}sw.js`, { scope: root }).catch(() => undefined);
  return () => container.removeEventListener('controllerchange', tell);
}
