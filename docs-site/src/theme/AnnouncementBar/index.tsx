import type { ReactNode } from 'react';
import { say } from '../../words.ts';

/** Says on every page, before all else, that the site is not official. It cannot be closed. */
export default function AnnouncementBar(): ReactNode {
  return (
    <aside className="avertissement" aria-label={say('notice.label')}>
      <strong>{say('notice.title')}</strong> <span>{say('notice.text')}</span>
    </aside>
  );
}
