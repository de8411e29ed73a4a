import { type ReactNode, useEffect, useState } from 'react';
import { usePage } from '../use-page.ts';

/** Has the page kept for use without network, and tells when a newer one came. */
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

/** `onNewer`: another version of the site has taken the place of the one that this page came with. Answers how to stop listening. */
function keepOffline(root: string, onNewer: () => void): () => void {
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
