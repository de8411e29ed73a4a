import type { ReactNode } from 'react';
import type { Progress } from '../../../../src/library/page/types.ts';
import { type PageWords, sizeIn } from '../words.ts';

type Props = { own: PageWords['own']; title: string; running: Progress; onCancel: () => void };

export const percentOf = ({ read, size = 0 }: Pick<Progress, 'read' | 'size'>): number =>
  size === 0 ? 0 : Math.min(100, Math.floor((read / size) * 100));

/** How far a check has come, and how to stop it. */
export function RunningBox({ own, title, running, onCancel }: Props): ReactNode {
  const { read, size = 0, findings } = running;
  return (
    <div className="check-running">
      <p>
        <strong>{title}</strong>
      </p>
      <progress aria-label={title} value={percentOf(running)} max={100} />
      <p>
        {own.progress({ read: sizeIn(own, read), size: sizeIn(own, size), percent: percentOf(running) })}.{' '}
        {findings > 0 && `${own['so-far']({ findings })}.`}
      </p>
      <button type="button" className="button button--secondary" onClick={onCancel}>
        {own.cancel()}
      </button>
    </div>
  );
}

/** Reported to who does not see the page: few words, and seldom. */
export function Spoken({ text }: { text: string }): ReactNode {
  return (
    <p role="status" aria-live="polite" className="lecture-seule">
      {text}
    </p>
  );
}
