/** What the reports of a diff say: the messages of a comparison of schemas and those of a comparison of versions, by language. */
import {
  REPORT,
  type Messages as SchemaMessages,
  type Names,
  witnessWords as wordsOfSchemas,
} from '../../../packages/schema-diff/src/report.ts';
import type { Bump, Change, Witness } from '../../../packages/schema-diff/src/index.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import type { UsedErratum } from '../../diff/decision.ts';
import { REPORT_DIFF } from '../../messages/compiled/report-diff.ts';
import type { Messages as OwnMessages } from '../../messages/compiled/report-diff.types.ts';
import { titlesIn, type TitledTexts } from '../../model/citation.ts';
import type { Erratum, ErratumShare } from '../../model/errata.ts';
import { withFullStop } from '../words.ts';
import { sectionOf, type DiffReport, type Section } from './types.ts';

export type DiffMessages = Omit<SchemaMessages, 'verdict'> & OwnMessages;

export const DIFF_MESSAGES: Readonly<Record<Lang, DiffMessages>> = {
  fr: { ...REPORT.fr, ...REPORT_DIFF.fr },
  en: { ...REPORT.en, ...REPORT_DIFF.en },
};

/** One sentence: the relation, the bump, who may notice. */
export function verdictWords(names: Names, { diff, decision }: Pick<DiffReport, 'diff' | 'decision'>, lang: Lang): string {
  const say = DIFF_MESSAGES[lang];
  const { relation } = diff;
  const who = noticing(diff, decision.required);
  return say.verdict({
    relation: say.relation({ ...names, relation }),
    needed: say.needed({ bump: decision.required }),
    who: say.who({
      who,
      newValues: relation === 'incomparable' && (who === 'producers' || who === 'errata'),
    }),
  });
}

type Noticing = 'undecided' | 'producers' | 'errata' | 'readers' | 'checks' | 'nobody' | 'none';

/** Who may notice, by the bump that is needed. */
function noticing({ relation, bump }: DiffReport['diff'], required: Bump): Noticing {
  if (relation === 'unknown' && required === 'major') return 'undecided';
  if (required === 'major') return 'producers';
  if (bump === 'major') return 'errata';
  if (required === 'minor') return relation === 'widened' ? 'readers' : 'checks';
  return required === 'patch' ? 'nobody' : 'none';
}

/** The number that is asked for and the one declared. Undefined where there is no number. */
export function numberWords({ version, declared, numbers }: DiffReport['decision'], say: DiffMessages): string | undefined {
  if (version === undefined) return undefined;
  return say.number({
    asked: version === numbers.previous ? undefined : version,
    declared: declared === undefined ? undefined : numbers.next,
  });
}

/** The heading of a section, with the number of its changes. */
export const sectionTitle = (section: Section, n: number, say: DiffMessages): string =>
  section === 'apart' || section === 'deprecations' ? say[section]({ n }) : say.section({ section, n });

/** What is said before a witness: which version accepts it, or what a rule that no version hangs on says of it. `safe` as in `wordsOfSchemas`. */
export const witnessWords = (
  change: Change,
  witness: Witness,
  say: DiffMessages,
  names: Names,
  safe?: Parameters<typeof wordsOfSchemas>[3],
): string =>
  sectionOf(change) === 'apart' ? say.flagged({ accepted: witness.accepted }) : wordsOfSchemas(witness, say, names, safe);

/** What is said of an erratum beside its change, a sentence a line: who approved it, from what source, how rare it is, whether it counts. */
export function erratumLines(
  { erratum, refused }: UsedErratum,
  say: DiffMessages,
  { lang, legal }: { lang: Lang; legal: TitledTexts },
): string[] {
  const { title, approved } = erratum;
  const lines = [
    say.erratum({ ...approved, title: withFullStop(title[lang]) }),
    ...groundsOf(erratum, say, lang, legal),
    ...(refused ? [say.refused({ why: refused })] : []),
  ];
  return lines.map((line) => visible(line, 600));
}

function groundsOf(erratum: Erratum, say: DiffMessages, lang: Lang, legal: TitledTexts): string[] {
  if (erratum.kind === 'examined') return [withFullStop(erratum.examination[lang])];
  const { reason, source, share } = erratum;
  const note = source.note ? [withFullStop(source.note[lang])] : [];
  return [
    say.because({ reason, source: titlesIn(source.text, legal, lang) }),
    ...note,
    say.share({ ...share, share: percentOf(share) }),
  ];
}

/** A share in percent, to a tenth; undefined where it is less than that and not nil. */
function percentOf({ hit, of }: ErratumShare): number | undefined {
  const tenths = of === 0 ? 0 : Math.round((1000 * hit) / of);
  return hit > 0 && tenths === 0 ? undefined : tenths / 10;
}
