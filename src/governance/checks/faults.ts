import { child, escape } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../model/types.ts';
import type { SourceText } from '../../model/source-text.ts';
import type { Problem } from '../problem.ts';
import MarkdownIt from 'markdown-it';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Messages } from '../../messages/compiled/checks.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** What a scaffold holds where a person must write: a rule that still has one is not finished. */
export const UNWRITTEN: Texts = textsOf(CHECKS, (say) => say['fault.mark']());

/** A text in both languages that is still to be written, as a scaffold has it: in a form in which no sign of what is written has another meaning. */
export const unwritten = (indent: string): string =>
  (['fr', 'en'] as const).map((lang) => `${indent}${lang}: |-\n${indent}  ${UNWRITTEN[lang]}`).join('\n');

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
    if (texts === undefined || /\/(fr|en)$/.test(at)) return [];
    return [{ at, texts, ...(texts === APOSTROPHE && { message: 'fault.apostrophe' }) }];
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
const toWrite = (mark: string): Texts => textsOf(CHECKS, (say) => say['fault.unwritten']({ mark }));

const APOSTROPHE: Texts = textsOf(CHECKS, (say) => say['fault.apostrophe']());

const FORMS: [where: RegExp, say: (text: string) => Texts][] = [
  [/^\/id$/, badId],
  [/^\/on\/\d+\/each$/, badEach],
  [/^\/on\/\d+\/at$/, badAt],
  [/^\/on\/\d+\/unique$/, badUnique],
];

/** The sentence for an id that is not one. */
export function badId(id: string): Texts {
  return textsOf(CHECKS, (say) => say['fault.rule-id']({ id }));
}

function badEach(path: string): Texts {
  return textsOf(CHECKS, (say) => say['fault.field-path']({ path }));
}

function badAt(pointer: string): Texts {
  return textsOf(CHECKS, (say) => say['fault.json-pointer']({ pointer }));
}

function badUnique(text: string): Texts {
  return textsOf(CHECKS, (say) => say['fault.key']({ text }));
}

/** What is wrong at a place (a JSON Pointer) of a source file. `message`: which one it is, where somebody asks for it; `paste`: as in a Problem. */
export type Fault = { at: string; texts: Texts; message?: string; paste?: string };

/** The fault as a Problem of the file, whose sentences begin with the pointer as those of the meta-schemas do. */
export const problemOf = (file: string, source: SourceText, { at, texts, message, paste }: Fault): Problem => ({
  file,
  place: source.place(at),
  about: { at, ...(message !== undefined && { message }) },
  ...(paste !== undefined && { paste }),
  ...textsOf(CHECKS, (say) => say['at-place']({ at, said: texts })),
});

/** The pointer that the sentences of a Problem begin with. */
export const pointerOf = ({ en }: Problem): string => en.split(': ', 1)[0] ?? '';

/** Raw HTML is looked for with a parser that knows it; what is published is rendered without. */
const md = new MarkdownIt({ html: true });

/** Every text of a source file: CommonMark without raw HTML, images or headings, links absolute, straight apostrophes. */
export function checkMarkdown(file: string, source: SourceText): Problem[] {
  const problems: Problem[] = [];
  for (const [pointer, text] of texts(source.value)) {
    for (const { message, said } of faults(text)) {
      const about = { at: pointer, message };
      problems.push({
        file,
        place: source.place(pointer),
        about,
        ...textsOf(CHECKS, (say) => say['at-pointer']({ pointer, said })),
      });
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

type TextFault = Extract<keyof Messages, `text.${string}`>;

function faults(text: string): { message: TextFault; said: Texts }[] {
  const found: { message: TextFault; said: Texts }[] = [];
  const add = (message: Exclude<TextFault, 'text.relative-link'>): number =>
    found.push({ message, said: textsOf(CHECKS, (say) => say[message]()) });
  if (text.trim() === '') add('text.empty');
  if (text.includes('\u2019')) add('text.apostrophe');
  const tokens = md.parse(text, {}).flatMap((token) => [token, ...(token.children ?? [])]);
  if (tokens.some(({ type }) => type.startsWith('html_'))) add('text.html');
  if (tokens.some(({ type }) => type === 'image' || type === 'heading_open')) add('text.image-or-heading');
  const relative = tokens
    .map((token) => token.attrGet('href'))
    .filter((href) => href !== null)
    .map(String)
    .filter((href) => !/^https:\/\//.test(href));
  if (relative.length > 0)
    found.push({ message: 'text.relative-link', said: textsOf(CHECKS, (say) => say['text.relative-link']({ links: relative })) });
  return found;
}
