import type { ReactNode } from 'react';
import type { Severity } from '../../../../src/finding.ts';
import type { PageWords } from '../words.ts';

const SIGNS: Record<Severity, string> = { error: '✕', warning: '!', info: 'i' };

/** Shows a severity as a word and a sign, so that it does not depend on colour. */
export function Mark({ severity, own }: { severity: Severity; own: PageWords['own'] }): ReactNode {
  return (
    <span className={`check-mark check-mark--${severity}`}>
      <span aria-hidden="true">{SIGNS[severity]}</span> {own['severity-name'][severity]()}
    </span>
  );
}
