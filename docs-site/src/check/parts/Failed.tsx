import type { ReactNode } from 'react';
import type { ToldFinding } from '../../../../src/browser/types.ts';
import { usePage } from '../use-page.ts';
import { CodeLink } from './CodeLink.tsx';
import { ResultHeading } from './Result.tsx';

/** Nothing of the file could be read, and why. */
export function Unread({ name, finding }: { name: string; finding: ToldFinding }): ReactNode {
  const { own, said } = usePage();
  const { words, position, code } = finding;
  return (
    <section className="check-result">
      <ResultHeading text={own.result(name)} of={finding} />
      <p className="check-verdict check-verdict--unreadable">
        <span aria-hidden="true">✕</span> {own.unreadable}
      </p>
      <p className="check-message">
        {position && `${said.position(position)}${own.colon}`}
        {words?.text} <CodeLink code={code} />
      </p>
    </section>
  );
}

/** The check itself failed: what to do, and what to send along. */
export function Failed({ error }: { error: unknown }): ReactNode {
  const { own } = usePage();
  return (
    <section className="check-result">
      <ResultHeading text={own.bugTitle} of={error} />
      <p>{own.bug}</p>
      <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
    </section>
  );
}
