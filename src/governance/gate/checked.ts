import type { Texts } from '../../model/types.ts';
import type { Problem } from '../problem.ts';
import type { Refusal, RefusalKind } from './refusal.ts';

/** Which of its kinds a refusal is of, told from what the check of the sources says, and the way out where that does not give the whole of it. */
type Reading = { kind: RefusalKind; says: RegExp; advice?: Texts };

const LEGAL_TEXT: Texts = {
  fr: " : l'identifiant d'un texte de schema/legal-texts.yaml, une virgule, puis l'article ou l'annexe",
  en: ': the identifier of a text of schema/legal-texts.yaml, a comma, then the article or annex',
};

const IN_WORDS: Texts = {
  fr: ' ; écrivez-y le texte et son article ou annexe, p. ex. « arrêté du 22 décembre 2022 (marchés), annexe I »',
  en: '; write there the text and its article or annex, e.g. “arrêté du 22 décembre 2022 (marchés), annexe I”',
};

const READINGS: readonly Reading[] = [
  { kind: 'source', says: /“x-source” is missing; add it$/, advice: LEGAL_TEXT },
  { kind: 'source', says: /column “source” is empty$/, advice: IN_WORDS },
  { kind: 'source', says: /^the root: “source” is missing; add it$/ },
  { kind: 'source', says: /^\/(?:\d+\/)?source\b/ },
  { kind: 'source', says: /is not in legal-texts\.yaml$/, advice: NOT_LISTED() },
  { kind: 'apostrophe', says: /typographic apostrophe in a code/ },
  { kind: 'example', says: /^the (?:rule|invalid example of the rule) “[^”]+” (?:has no invalid example|still has the name)/ },
  { kind: 'generated', says: /published; restore it \(git restore\)$/ },
];

function NOT_LISTED(): Texts {
  return { fr: ' ; corrigez son identifiant, ou ajoutez-y ce texte', en: '; mend its identifier, or add that text there' };
}

/** The refusal that a problem of the sources makes. */
export function refusalOf(problem: Problem): Refusal {
  const reading = READINGS.find(({ says }) => says.test(problem.en));
  const { fr = '', en = '' } = reading?.advice ?? {};
  return { ...problem, kind: reading?.kind ?? 'check', fr: problem.fr + fr, en: problem.en + en };
}
