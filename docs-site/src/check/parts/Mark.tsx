import type { ReactNode } from 'react';
import { type Finding, type Level, levelOf } from '../../../../src/finding.ts';
import type { PageWords } from '../words.ts';

const SIGNS: Record<Level, string> = { error: '✕', review: '?', warning: '!', info: 'i' };

/** Shows how grave a finding is as a word and a sign, so that it does not depend on colour. */
export function Mark({ of, own }: { of: Pick<Finding, 'severity' | 'review'>; own: PageWords['own'] }): ReactNode {
  const level = levelOf(of);
  return (
    <span className={`check-mark check-mark--${level}`}>
      <span aria-hidden="true">{SIGNS[level]}</span> {own['severity-name'][level]()}
    </span>
  );
}
