/** Findings as every route gives them: with the title of their code, in the language of the request, and the page about it. */
import { Type } from 'typebox';
import { findingOrRuleUrl, ORIGIN } from '../../../docs-site/shared/urls.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Severity } from '../../../src/finding.ts';
import { explained } from '../explained.node.ts';
import { named, oneOf, orNull, said } from './schemas.ts';

/** A finding: how many there are of its code about its field. */
export const FindingSchema = Type.Object(
  {
    code: Type.String(said('findingCode')),
    title: Type.String(said('findingTitle')),
    severity: oneOf(['error', 'warning', 'info'], said('findingSeverity')),
    field: Type.String(said('findingField')),
    count: Type.Integer({ minimum: 0, ...said('findingTimes') }),
    standard: orNull(Type.String(), said('findingStandard')),
    url: Type.String({ format: 'uri', ...said('findingUrl') }),
  },
  { additionalProperties: false, ...named('Finding'), ...said('findingCount') },
);

type Counted = { code: string; severity: Severity; field?: string; count?: number };

/** Returns what writes findings in a language. `standard`: the version that a finding is about a record of; null for what is about a file. */
export function findingsIn(lang: Lang): (finding: Counted, standard: string | null) => Record<string, string | number | null> {
  return ({ code, severity, field = '', count = 1 }, standard) => ({
    ...{ code, title: explained(code)?.title[lang] ?? code, severity, field, count, standard },
    url: `${ORIGIN}${lang === 'fr' ? '' : `/${lang}`}${findingOrRuleUrl(code)}`,
  });
}
