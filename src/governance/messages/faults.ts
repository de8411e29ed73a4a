/** What is wrong with an entry of the catalogue: a language or a part that is missing, a placeholder that is not known, typography, banned words. */
import type { BannedWords, Entry } from './entry.ts';
import { FORMATTERS, usesOf, type Use } from './placeholders.ts';

/** `part` is the way to the text within the entry: the language, then the part. */
export type EntryFault = { part: readonly string[]; fr: string; en: string };

export type Rules = { languages: readonly string[]; banned: BannedWords; cited: readonly string[] };

/** Parts that the message of every finding has. */
const FINDING = ['title', 'found', 'expected', 'remedy', 'why', 'fix'];

/** Parts that are the same for all findings of a code. */
const EXPLANATIONS = new Set(['title', 'in-table.title', 'why', 'fix']);

export function faultsOf(entry: Entry, { languages, banned, cited }: Rules): EntryFault[] {
  return [
    ...languages.flatMap((lang) => missing(entry, lang, languages)),
    ...Object.entries(entry.texts).flatMap(([lang, parts]) =>
      Object.entries(parts).flatMap(([part, text]) => {
        const at = Object.keys(parts).length === 1 && part === 'text' ? [lang] : [lang, ...part.split('.')];
        return [
          ...placeholderFaults(entry, text, part),
          ...typographyFaults(text, lang),
          ...bannedFaults(text, banned[lang] ?? {}),
        ].map((texts) => ({ part: at, ...texts }));
      }),
    ),
    ...unused(entry),
    ...(entry.source === undefined || cited.includes(entry.source.name) ? [] : [noSource(entry.source.name)]),
  ];
}

type Said = { fr: string; en: string };

function missing({ texts, severity }: Entry, lang: string, languages: readonly string[]): EntryFault[] {
  const has = texts[lang];
  if (has === undefined) return [{ part: [], fr: `le texte « ${lang} » manque`, en: `the text “${lang}” is missing` }];
  const others = languages.flatMap((other) => Object.keys(texts[other] ?? {}));
  const wanted = new Set([...others, ...(severity === undefined ? [] : FINDING)]);
  return [...wanted]
    .filter((part) => has[part] === undefined)
    .map((part) => ({ part: [lang], fr: `« ${part} » manque en « ${lang} »`, en: `“${part}” is missing in “${lang}”` }));
}

function placeholderFaults(entry: Entry, text: string, part: string): Said[] {
  let uses: Use[];
  try {
    uses = usesOf(text);
  } catch (error) {
    const [said = ''] = String(error instanceof Error ? error.message : error).split('\n');
    return [{ fr: `MessageFormat illisible : ${said}`, en: `unreadable MessageFormat: ${said}` }];
  }
  const isExplanation = entry.severity !== undefined && EXPLANATIONS.has(part);
  return uses.flatMap(({ name, use, keys }): Said[] => {
    if (isExplanation)
      return [
        {
          fr: `« {${name}} » : ce texte est le même pour tous les constats`,
          en: `“{${name}}”: this text is the same for all findings`,
        },
      ];
    if ((use === 'select' || use === 'plural') && !keys.includes('other'))
      return [{ fr: `« {${name}, ${use}, …} » n'a pas de cas « other »`, en: `“{${name}, ${use}, …}” has no case “other”` }];
    if (!['plain', 'select', 'plural'].includes(use) && !Object.hasOwn(FORMATTERS, use))
      return [
        {
          fr: `« {${name}, ${use}} » : ce format n'existe pas (${Object.keys(FORMATTERS).join(', ')})`,
          en: `“{${name}, ${use}}”: there is no such formatter (${Object.keys(FORMATTERS).join(', ')})`,
        },
      ];
    return [];
  });
}

/** The languages of an entry ask for the same names: one that a single language has is a slip of the pen. */
function unused({ texts }: Entry): EntryFault[] {
  const byLang = Object.entries(texts).map(([lang, parts]) => ({ lang, names: namesOf(Object.values(parts)) }));
  const all = new Set(byLang.flatMap(({ names }) => [...names]));
  return [...all].flatMap((name) =>
    byLang
      .filter(({ names }) => !names.has(name))
      .map(({ lang }) => ({
        part: [lang],
        fr: `« {${name}} » ne sert pas en « ${lang} », alors qu'une autre langue le demande`,
        en: `“{${name}}” is not used in “${lang}”, although another language asks for it`,
      })),
  );
}

function namesOf(texts: readonly string[]): Set<string> {
  try {
    return new Set(texts.flatMap((text) => usesOf(text).map(({ name }) => name)));
  } catch {
    return new Set();
  }
}

const noSource = (name: string): EntryFault => ({
  part: ['source'],
  fr: `« ${name} » n'est pas une source de « sources.yaml »`,
  en: `“${name}” is no source of “sources.yaml”`,
});

/** What is quoted, cited or written for a machine has its own signs. */
const CITED = /«[^»]*»|“[^”]*”|https?:\/\/\S+|\([^()]{1,3}\)|\{|\}/g;

function typographyFaults(text: string, lang: string): Said[] {
  const faults: Said[] = [];
  const say = (fr: string, en: string): number => faults.push({ fr, en });
  if (/[’]/.test(text.replace(CITED, '')))
    say("apostrophe typographique ; écrivez l'apostrophe droite « ' »", 'typographic apostrophe; write the straight one');
  if (lang !== 'fr') return faults;
  const plain = text.replace(CITED, ' ');
  const tight = /(?<!&\w*)[\p{L}\p{N})](?:[;!?]|(?<!\d):)(?=\s|$)/u.exec(plain);
  if (tight) say(`une espace manque devant « ${tight[0].slice(1)} »`, `a space is missing before “${tight[0].slice(1)}”`);
  if (/"\p{L}[^"]*\p{L}"/u.test(text.replace(/'\{[^]*\}'|«[^»]*»/g, '').replace(/\w="[^"]*"/g, '')))
    say('guillemets droits ; écrivez « »', 'straight quotes; French text has « »');
  return faults;
}

function bannedFaults(text: string, banned: Readonly<Record<string, string>>): Said[] {
  const plain = text.replace(CITED, ' ');
  return Object.entries(banned)
    .filter(([word]) => new RegExp(`(?<![\\p{L}-])${word}(?![\\p{L}-])`, 'iu').test(plain))
    .map(([word, instead]) => ({ fr: `mot à éviter : « ${word} » ; ${instead}`, en: `word to avoid: “${word}”; ${instead}` }));
}
