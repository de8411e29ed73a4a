import { type ReactNode, useEffect, useState } from 'react';
import { usePage } from '../use-page.ts';

/** Registers the service worker for offline use, and shows a notice when a newer version of the site is available. */
export function NewerNotice(): ReactNode {
  const { own, root } = usePage();
  const [newer, setNewer] = useState(false);
  useEffect(() => keepOffline(root, () => setNewer(true)), [root]);
  if (!newer) return null;
  return (
    <p className="check-note" role="status">
      {own.newer()}{' '}
      <button type="button" className="button button--sm button--secondary" onClick={() => location.reload()}>
        {own.reload()}
      </button>
    </p>
  );
}

/**
 * Registers the service worker. `onNewer` is called when another version of the site replaces the one that served this page.
 * Returns a function that removes the listener.
 */
function keepOffline(root: string, onNewer: () => void): () => void {
  // The type says that it is always defined, but it is not in insecure contexts.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (!container) return () => undefined;
  // The first service worker takes control of an uncontrolled page; any later one is a new version.
  let isControlled = container.controller !== null;
  const onChange = (): void => {
    if (isControlled) onNewer();
    isControlled = true;
  };
  container.addEventListener('controllerchange', onChange);
  // Registration may fail, for example in a private window; checking files still works.
  container.register(`${root}sw.js`, { scope: root }).catch(() => undefined);
  return () => container.removeEventListener('controllerchange', onChange);
}
