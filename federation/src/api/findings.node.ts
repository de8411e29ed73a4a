/** Findings as every route gives them: with the title of their code, in the language of the request, and the page about it. */
import { Type } from 'typebox';
import { findingOrRuleUrl, ORIGIN } from '../../../docs-site/shared/urls.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Severity } from '../../../src/finding.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import { adviceIn } from '../advice.node.ts';
import { explained } from '../explained.node.ts';
import { Count, named, oneOf, orNull, said, Text } from './schemas.ts';

/** A finding: how many there are of its code about its field. */
export const FindingSchema = Type.Object(
  {
    code: Text('findingCode'),
    title: Text('findingTitle'),
    severity: oneOf(['error', 'warning', 'info'], said('findingSeverity')),
    field: Text('findingField'),
    count: Count('findingTimes'),
    standard: orNull(Type.String(), said('findingStandard')),
    url: Type.String({ format: 'uri', ...said('findingUrl') }),
    fix: orNull(Type.String(), said('findingFix')),
  },
  { additionalProperties: false, ...named('Finding'), ...said('findingCount') },
);

type Counted = { code: string; severity: Severity; field?: string; count?: number };

/**
 * Returns what writes findings in a language. `standard`: the version that a finding is about a record of; null for what is about a file. `kind`: of the record, where it is
 * that of one.
 */
export async function findingsIn(
  lang: Lang,
): Promise<(finding: Counted, standard: string | null, kind?: RecordKind) => Record<string, string | number | null>> {
  const advice = await adviceIn(lang);
  return ({ code, severity, field = '', count = 1 }, standard, kind) => ({
    ...{ code, title: explained(code)?.title[lang] ?? code, severity, field, count, standard },
    url: `${ORIGIN}${lang === 'fr' ? '' : `/${lang}`}${findingOrRuleUrl(code)}`,
    fix: advice({ code, field, standard, ...(kind && { kind }) }) ?? null,
  });
}
