/** Builds the data of `decp explain` from the catalogue, the rules and the examples. */
import { SEMICOLON } from '../../packages/base/src/language.ts';
import { EXPLANATIONS as SCHEMA_ERRORS } from '../../packages/schema-diff/src/messages.ts';
import { EXPLANATIONS as OWN } from '../messages/compiled/explanations.ts';
import { isReviewed, severityOf } from '../messages/finding-of.ts';
import type { Example, Explained, Group } from '../explain/types.ts';
import { CODES, titleOf, type Code } from '../messages.ts';
import type { RecordScope, Rule } from '../model/rules.ts';
import type { Texts } from '../model/types.ts';
import { exampleOf, readExamples } from './explanations/choose.ts';
import type { ExampleFiles } from './examples/check.ts';
import { citedIn, citedTitle, entryOf, type Cited, type LegalTexts } from '../model/citation.ts';
import { howRead } from '../model/source-words.ts';

/** Every code of the catalogue, then every rule. `examples`: the files of each version, the one to prefer first. */
export function explainAll(
  examples: ReadonlyMap<string, ExampleFiles>,
  rules: readonly Rule[],
  legal: LegalTexts = new Map(),
): Explained[] {
  const versions = [...examples].map(([version, files]) => readExamples(version, files));
  return [
    ...CODES.map((code) => explainCode(code, exampleOf(code, versions))),
    ...rules.map((rule) => explainRule(rule, exampleOf(rule.id, versions, rule), legal)),
  ];
}

const EXPLANATIONS = { ...OWN, ...SCHEMA_ERRORS };

function explainCode(code: Code, example: Example | undefined): Explained {
  const { why, fix, source } = EXPLANATIONS[code];
  const group = code.slice(0, code.indexOf('.')) as Group;
  const title = { fr: titleOf(code, 'fr'), en: titleOf(code, 'en') };
  const review = isReviewed(code) && ({ review: true } as const);
  return { code, group, severity: severityOf(code), ...review, title, why, fix: fix, source, ...(example && { example }) };
}

/**
 * The explanation of a rule: its own texts, its treatment in the national consolidation, and the title of the legal text that it
 * cites.
 */
export function explainRule(rule: Rule, example: Example | undefined, legal: LegalTexts = new Map()): Explained {
  const { id, family, severity, review, title, description, remedy, consolidation, since, until, loss } = rule;
  return {
    code: id,
    group: family,
    severity,
    ...(review && { review }),
    title,
    why: description,
    fix: remedy,
    source: sourceOf(rule, legal),
    rule: {
      ...{ consolidation, scopes: scopesOf(rule), since, ...(until !== undefined && { until }), notes: notesOf(rule) },
      ...(loss?.scope === 'element' && { loss: loss.reason }),
    },
    ...(example && { example }),
  };
}

function sourceOf({ source: { text, note } }: Rule, legal: LegalTexts): Texts {
  const reported = (lang: keyof Texts): string => {
    const cited = citedIn(text)
      .map((one) => inWords(one, legal, lang))
      .join(SEMICOLON[lang]);
    return note ? `${cited}. ${note[lang]}` : cited;
  };
  return { fr: reported('fr'), en: reported('en') };
}

/** The title of a text and the place in it; of a text of law, also how far it was read. */
function inWords(cited: Cited, legal: LegalTexts, lang: keyof Texts): string {
  const words = citedTitle(cited, legal, lang);
  const read = howRead(entryOf(cited, legal), lang);
  return read === undefined ? words : `${words} (${read})`;
}

function scopesOf({ on }: Rule): RecordScope[] {
  const scopes = new Set(on.map((entry) => (entry.scope === 'fichier' ? entry.kind : entry.scope)));
  return (['marche', 'concession'] as const).filter((scope) => scopes.has(scope));
}

/** The notes on what the national consolidation checks instead. Entries of both kinds often have the same note. */
function notesOf({ on }: Rule): Texts[] {
  const notes = on.flatMap((entry) => (entry.scope !== 'fichier' && entry.deviation ? [entry.deviation.note] : []));
  return notes.filter(({ fr }, i) => notes.findIndex((note) => note.fr === fr) === i);
}
