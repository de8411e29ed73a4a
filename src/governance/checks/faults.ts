import { child, escape } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../model/types.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Problem } from '../problem.ts';
import MarkdownIt from 'markdown-it';

/** What a scaffold holds where a person must write: a rule that still has one is not finished. */
export const UNWRITTEN: Texts = { fr: 'À ÉCRIRE', en: 'TO WRITE' };

/** True for a text of a scaffold that nobody has written yet. */
export const isUnwritten = (text: string): boolean => text.includes(UNWRITTEN.fr) || text.includes(UNWRITTEN.en);

/** The texts of a rule that are still to be written. */
export const unwrittenFaults = (rule: unknown): Fault[] =>
  strings(rule).flatMap(({ at, text }) =>
    Object.values(UNWRITTEN)
      .flatMap((mark) => (text.includes(mark) ? [{ at, texts: toWrite(mark) }] : []))
      .slice(0, 1),
  );

/** What a value must look like, in words: to be said where the meta-schema refuses it. */
export const formFaults = (rule: unknown): Fault[] =>
  strings(rule).flatMap(({ at, text }) => {
    const texts = text.includes('\u2019') ? APOSTROPHE : FORMS.find(([where]) => where.test(at))?.[1](text);
    return texts === undefined || /\/(fr|en)$/.test(at) ? [] : [{ at, texts }];
  });

/** A string within a rule, with the pointer to it. */
export type Text = { at: string; text: string };

/** The strings of a value with their pointers. */
export function strings(value: unknown, at = ''): Text[] {
  if (typeof value === 'string') return [{ at, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => strings(inner, child(at, key)));
}

/** What is written there is named as it stands: one file holds the marks of both languages. */
const toWrite = (mark: string): Texts => ({
  fr: `il reste à écrire : remplacez « ${mark} » et ce qui suit`,
  en: `still to be written: replace “${mark}” and what follows`,
});

const APOSTROPHE: Texts = {
  fr: "apostrophe typographique ; écrivez l'apostrophe droite « ' », ou \\u2019 dans une expression qui la cherche",
  en: "typographic apostrophe; write the straight one “'”, or \\u2019 in an expression that looks for it",
};

const FORMS: [where: RegExp, say: (text: string) => Texts][] = [
  [/^\/id$/, badId],
  [/^\/on\/\d+\/each$/, badEach],
  [/^\/on\/\d+\/at$/, badAt],
  [/^\/on\/\d+\/unique$/, badUnique],
];

/** The sentence for an id that is not one. */
export function badId(id: string): Texts {
  return {
    fr: `« ${id} » n'est pas un identifiant de règle ; écrivez au moins deux mots, en minuscules sans accents, séparés par des tirets, p. ex. « origine-france-superieure-a-ue »`,
    en: `“${id}” is not the id of a rule; write two French words at least, in lower case without accents, joined by hyphens, e.g. “origine-france-superieure-a-ue”`,
  };
}

function badEach(path: string): Texts {
  return {
    fr: `« ${path} » n'est pas un chemin de champ ; écrivez les noms séparés par des points, avec [] après une liste, p. ex. « titulaires[].titulaire »`,
    en: `“${path}” is not the path of a field; write names parted by dots, with [] after a list, e.g. “titulaires[].titulaire”`,
  };
}

function badAt(pointer: string): Texts {
  return {
    fr: `« ${pointer} » n'est pas un pointeur JSON ; mettez une barre oblique devant chaque nom, p. ex. « /lieuExecution/code »`,
    en: `“${pointer}” is not a JSON Pointer; put a slash before each name, e.g. “/lieuExecution/code”`,
  };
}

function badUnique(text: string): Texts {
  return {
    fr: `« ${text} » n'est pas une clé ; écrivez le mot « record » (les enregistrements entiers) ou une liste d'expressions, p. ex. « [marche.id, marche.acheteur.id] »`,
    en: `“${text}” is not a key; write the word “record” (whole records) or a list of expressions, e.g. “[marche.id, marche.acheteur.id]”`,
  };
}

/** What is wrong at a place (a JSON Pointer) of a rule file. */
export type Fault = { at: string; texts: Texts };

/** The fault as a Problem of the file, whose sentences begin with the pointer as those of the meta-schemas do. */
export const problemOf = (file: string, source: SourceText, { at, texts }: Fault): Problem => ({
  file,
  place: source.place(at),
  fr: `${at} : ${texts.fr}`,
  en: `${at}: ${texts.en}`,
});

/** The pointer that the sentences of a Problem begin with. */
export const pointerOf = ({ en }: Problem): string => en.split(': ', 1)[0] ?? '';

/** Raw HTML is looked for with a parser that knows it; what is published is rendered without. */
const md = new MarkdownIt({ html: true });

/** Every text of a source file: CommonMark without raw HTML, images or headings, links absolute, straight apostrophes. */
export function checkMarkdown(file: string, source: SourceText): Problem[] {
  const problems: Problem[] = [];
  for (const [pointer, text] of texts(source.value)) {
    for (const [fr, en] of faults(text)) {
      problems.push({ file, place: source.place(pointer), fr: `${pointer} : ${fr}`, en: `${pointer}: ${en}` });
    }
  }
  return problems;
}

/** The `fr` and `en` strings of a value, with their pointers: the texts that people read. */
function* texts(value: unknown, pointer = ''): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const at = `${pointer}/${escape(key)}`;
    if (typeof child === 'string' && (key === 'fr' || key === 'en')) yield [at, child];
    else yield* texts(child, at);
  }
}

function faults(text: string): [fr: string, en: string][] {
  const found: [string, string][] = [];
  if (text.trim() === '') found.push(['le texte est vide', 'the text is empty']);
  if (text.includes('\u2019'))
    found.push([
      "apostrophe typographique ; écrivez l'apostrophe droite « ' »",
      "typographic apostrophe; write the straight one “'”",
    ]);
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  if (tokens.some(({ type }) => type.startsWith('html_')))
    found.push(['HTML dans le texte ; écrivez en Markdown', 'HTML in the text; write Markdown']);
  if (tokens.some(({ type }) => type === 'image' || type === 'heading_open'))
    found.push(['ni image ni titre dans un texte', 'no image and no heading in a text']);
  const relative = tokens
    .map((token) => token.attrGet('href'))
    .filter((href) => href !== null)
    .map(String)
    .filter((href) => !/^https:\/\//.test(href));
  if (relative.length > 0)
    found.push([`lien sans https:// : ${relative.join(', ')}`, `link without https://: ${relative.join(', ')}`]);
  return found;
}
