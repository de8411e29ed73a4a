import type { ReactNode } from 'react';
import type { DescribedFinding } from '../../../../src/library/page/types.ts';
import { usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';
import { ResultHeading } from './ResultHeading.tsx';

/** Nothing of the file could be read, and why. `refused`: what this means, which is then announced, where it is not the verdict of a check. */
export function Unread({ name, finding, refused }: { name: string; finding: DescribedFinding; refused?: string }): ReactNode {
  const { own, reportWords } = usePage();
  const { words, position, code } = finding;
  return (
    <section className="check-result">
      <ResultHeading text={own.result({ file: name })} of={finding} />
      <p className="check-verdict check-verdict--unreadable" role={refused === undefined ? undefined : 'status'}>
        <span aria-hidden="true">✕</span> {refused ?? reportWords.unreadable}
      </p>
      <p className="check-message">
        {position && `${reportWords.position(position)}${own.colon()}`}
        {words?.text} <CodeLink code={code} />
      </p>
    </section>
  );
}

/** The errors of browsers for a file that was changed, moved or deleted after it was chosen, or that is a folder. */
export const isGone = (error: unknown): boolean =>
  error instanceof Error && /NotReadableError|NotFoundError/.test(`${error.name} ${error.message}`);

/** The check itself failed: what to do, and what to send along. */
export function Failed({ error }: { error: unknown }): ReactNode {
  const { own } = usePage();
  if (isGone(error))
    return (
      <section className="check-result">
        <ResultHeading text={own['gone-title']()} of={error} />
        <p>{own.gone()}</p>
      </section>
    );
  return (
    <section className="check-result">
      <ResultHeading text={own['bug-title']()} of={error} />
      <p>{error instanceof Error && error.name === 'NoProgress' ? own.stalled() : own.bug()}</p>
      <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
    </section>
  );
}
