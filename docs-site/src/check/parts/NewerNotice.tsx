import { type ReactNode, useEffect, useState } from 'react';
import { keepOffline } from '../offline.ts';
import { usePage } from '../use-page.ts';

/** Has the page kept for use without network, and tells when a newer one came. */
export function NewerNotice(): ReactNode {
  const { own, root } = usePage();
  const [newer, setNewer] = useState(false);
  useEffect(() => keepOffline(root, () => setNewer(true)), [root]);
  if (!newer) return null;
  return (
    <p className="check-note" role="status">
      {own.newer}{' '}
      <button type="button" className="button button--sm button--secondary" onClick={() => location.reload()}>
        {own.reload}
      </button>
    </p>
  );
}
