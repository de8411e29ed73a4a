import type { ReactNode } from 'react';
import { findingOrRuleUrl } from '../../../shared/urls.ts';
import { usePage } from '../use-page.ts';

/** The page of a code. It opens beside this one, which would lose its result. */
export function CodeLink({ code }: { code: string }): ReactNode {
  const { base, own } = usePage();
  return (
    <a className="check-code" href={base + findingOrRuleUrl(code).slice(1)} target="_blank" rel="noopener">
      {code}
      <span className="lecture-seule"> ({own['new-tab']()})</span>
    </a>
  );
}
