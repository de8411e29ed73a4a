import type { ChangedFile, Refusal } from './refusal.ts';

/** The template of the description of a proposal. */
const TEMPLATE = '.github/PULL_REQUEST_TEMPLATE.md';

/** A proposal that changes the format says in its description which text asks for it. */
export function descriptionRefusals(description: string, changed: readonly ChangedFile[]): Refusal[] {
  if (!changed.some(({ path }) => /^schema\/(next|fields)\//.test(path)) || hasSource(description)) return [];
  return [
    {
      kind: 'description',
      file: TEMPLATE,
      fr: 'la description de la proposition ne dit pas sa source juridique, alors que le format change ; écrivez sous « Source juridique » le texte et son article ou annexe, ou « aucune » et pourquoi',
      en: 'the description of the proposal does not say its legal source, though the format changes; write under « Source juridique » the text and its article or annex, or « aucune » and why',
    },
  ];
}

/** Whether something is written under the heading, besides the hints of the template, which are comments. */
function hasSource(description: string): boolean {
  const written = description.replaceAll('\r\n', '\n').replaceAll(/<!--.*?(?:-->|$)/gs, '');
  const [, section = ''] = /^#+ *source juridique\b[^\n]*\n(.*?)(?=^#|(?![\s\S]))/ims.exec(written) ?? [];
  return /[\p{L}\p{N}]/u.test(section);
}
