import { readFile } from 'node:fs/promises';
import { inForceOf } from '../../model/releases.ts';
import type { Texts, Lang } from '../../../packages/base/src/language.ts';
import { readLegalTexts } from '../../model/citation.ts';
import type { ReleaseNotes } from './changelog/types.ts';
import { under } from '../../host/paths.node.ts';
import type { Planned } from './plan-next.node.ts';
import { readReleases } from './releases-file.node.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Finding } from '../../finding.ts';
import { describe } from '../../messages.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Model } from '../../model/types.ts';
import { checkText } from '../../validate/text.ts';
import { judging } from '../pull-request/judged.node.ts';

/** The input of the changelog and release notes. `version` may be that of a candidate. */
export async function releaseNotesOf({ plan, report, models }: Planned, version: string, date: string): Promise<ReleaseNotes> {
  const releases = await readReleases();
  const draft = releases.find((entry) => entry.version === 'next');
  return {
    previous: plan.previous,
    version,
    date,
    promise: plan.promise,
    inForce: inForceOf(releases),
    report,
    models,
    legal: await legalTitles(),
    legalTexts: draft?.legalTexts ?? [],
    reported: await reportedOf(report.diff.changes, models.next),
  };
}

async function legalTitles(): Promise<Map<string, Texts>> {
  const texts = readLegalTexts(await readFile(under('schema', 'legal-texts.yaml'), 'utf8'));
  return new Map([...texts].map(([id, { title }]) => [id, title]));
}

/**
 * The findings of next on the witnesses of its new rules, by fingerprint, since a wrong value may only be wrong in its context.
 */
async function reportedOf(changes: readonly Change[], next: Model): Promise<Map<string, Texts>> {
  const wanted = changes.filter(({ kind, witnesses }) => kind.startsWith('rule-') && witnesses.length > 0);
  if (wanted.length === 0) return new Map();
  const { version, rules } = await judging(next, '');
  const words = { fr: wordsOf(next, 'fr'), en: wordsOf(next, 'en') };
  const reported = wanted.flatMap(({ path, fingerprint, witnesses }): [string, Texts][] => {
    const instance = witnesses.find(({ accepted }) => accepted === 'previous')?.instance;
    const finding =
      instance === undefined
        ? undefined
        : checkText(JSON.stringify(instance), version, rules).findings.find(({ code }) => code === path);
    return finding ? [[fingerprint, { fr: words.fr(finding), en: words.en(finding) }]] : [];
  });
  return new Map(reported);
}

function wordsOf(model: Model, lang: Lang): (finding: Finding) => string {
  const contexts = modelContexts(model, {}, lang, model.rules);
  return (finding) => describe(finding, contexts(finding), lang).found;
}
