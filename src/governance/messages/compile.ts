/** The catalogue as TypeScript: functions that fill in, so that nothing is parsed when a message is said, and the types of what each asks for. */
import type { Entry, Family, ParamType } from './entry.ts';
import { FORMATTERS, piecesOf, usesOf, type Piece } from './placeholders.ts';

/** Parts that are read where a code is explained, not where a finding is described. */
const EXPLAINING = new Set(['why', 'fix']);

const HEAD = '// Made of `messages/*.yaml` by `npm run build`; not to be edited.\n';

export type CompileOptions = { languages: readonly string[]; format: string; language: string };

/** Name of a file -> its text. `format` and `language` are the modules of `packages/base`, as the compiled files import them. */
export function compileCatalogue(families: readonly Family[], options: CompileOptions): Map<string, string> {
  const files = new Map<string, string>();
  const findings = families.flatMap(({ entries }) => entries.filter(({ severity }) => severity !== undefined));
  const sources = families.find(({ name }) => name === 'sources')?.entries ?? [];
  for (const { name, entries } of families.filter((family) => isTexts(family) && family.name !== 'sources')) {
    for (const lang of options.languages)
      files.set(`${name}.${lang}.ts`, moduleOf('Messages', entries, lang, options, `./${name}.types.ts`));
    files.set(`${name}.types.ts`, textTypesOf(entries, options));
    setFamily(files, name, 'Messages', `${name}.types`, options.languages);
  }
  if (findings.length === 0) return files;
  for (const lang of options.languages) files.set(`findings.${lang}.ts`, moduleOf('Findings', findings, lang, options));
  setFamily(files, 'findings', 'Findings', 'types', options.languages);
  files.set('types.ts', typesOf(findings, options));
  files.set('severities.ts', severitiesOf(findings));
  files.set('explanations.ts', explanationsOf(findings, sources, options));
  return files;
}

const isTexts = ({ entries }: Family): boolean => entries.every(({ severity }) => severity === undefined);

/** Two modules of a family: its messages in all languages, and what loads those of one language. */
function setFamily(files: Map<string, string>, name: string, type: string, types: string, languages: readonly string[]): void {
  const constant = name.toUpperCase().replaceAll('-', '_');
  const imports = languages.map((lang) => `import ${lang} from './${name}.${lang}.ts';\n`).join('');
  const loaders = languages.map((lang) => `  ${lang}: async () => (await import('./${name}.${lang}.ts')).default,\n`).join('');
  const typed = (value: string): string => `Readonly<Record<${languages.map((lang) => `'${lang}'`).join(' | ')}, ${value}>>`;
  const typeImport = `import type { ${type} } from './${types}.ts';\n\n`;
  files.set(
    `${name}.ts`,
    `${HEAD}${imports}${typeImport}export const ${constant}: ${typed(type)} = { ${languages.join(', ')} };\n`,
  );
  files.set(
    `${name}.load.ts`,
    `${HEAD}${typeImport}export const LOAD_${constant}: ${typed(`() => Promise<${type}>`)} = {\n${loaders}};\n`,
  );
}

/** The module of one language: an object of functions. */
function moduleOf(
  type: string,
  entries: readonly Entry[],
  lang: string,
  { format }: CompileOptions,
  types = './types.ts',
): string {
  const calls = new Set<string>();
  const body = entries
    .map(
      ({ key, texts, severity }) => `  '${key}': ${functionsOf(texts[lang] ?? {}, severity !== undefined, { lang, calls })},\n`,
    )
    .join('');
  const helpers = [...calls].filter((name) => name !== 'categoryOf').sort();
  return (
    HEAD +
    (calls.has('categoryOf') ? `import { ${lang} as categoryOf } from 'make-plural/cardinals';\n` : '') +
    (helpers.length > 0 ? `import { ${helpers.join(', ')} } from '${format}';\n` : '') +
    `import type { ${type} } from '${types}';\n\nconst messages: ${type} = {\n${body}};\nexport default messages;\n`
  );
}

/** What the code of a module is written with: its language, and the functions that it must import. */
type Writing = { lang: string; calls: Set<string> };

function functionsOf(parts: Readonly<Record<string, string>>, isFinding: boolean, writing: Writing): string {
  const spoken = Object.entries(parts).filter(([part]) => !isFinding || !EXPLAINING.has(part));
  const [[part, text] = ['', '']] = spoken;
  if (spoken.length === 1 && part === 'text') return functionOf(text, writing);
  return `{\n${spoken.map(([name, one]) => `    ${/^\w+$/.test(name) ? name : `'${name}'`}: ${functionOf(one, writing)},\n`).join('')}  }`;
}

function functionOf(text: string, writing: Writing): string {
  const pieces = piecesOf(text);
  return `(${pieces.some(({ type }) => type !== 'text') ? 'd' : ''}) => ${templateOf(pieces, writing)}`;
}

const templateOf = (pieces: readonly Piece[], writing: Writing): string =>
  `\`${pieces.map((piece) => (piece.type === 'text' ? piece.text.replace(/[`\\]|\$(?=\{)/g, '\\$&') : `\${${expressionOf(piece, writing)}}`)).join('')}\``;

/** A choice is a chain of conditions, so that only the case that holds is evaluated. */
function expressionOf(piece: Exclude<Piece, { type: 'text' }>, writing: Writing): string {
  const at = `d.${piece.name}`;
  if (piece.type === 'value') {
    if (piece.formatter === undefined) return at;
    const name = nameOf(piece.formatter);
    writing.calls.add(name);
    return `${name}(${[at, `'${writing.lang}'`, ...(piece.argument === undefined ? [] : [`'${piece.argument}'`])].join(', ')})`;
  }
  const other = piece.cases.find(({ key }) => key === 'other')?.pieces ?? [];
  const conditions = piece.cases
    .filter(({ key }) => key !== 'other')
    .map(({ key, pieces }) => `${conditionOf(piece.type, at, key, writing)} ? ${templateOf(pieces, writing)} : `);
  return conditions.join('') + templateOf(other, writing);
}

/** A name of JavaScript for each formatter. */
const nameOf = (formatter: string): string => (formatter === 'number' ? 'grouped' : formatter);

function conditionOf(type: 'select' | 'plural', at: string, key: string, { calls }: Writing): string {
  if (type === 'plural' && key.startsWith('=')) return `${at} === ${key.slice(1)}`;
  if (type === 'plural') {
    calls.add('categoryOf');
    return `categoryOf(${at}) === '${key}'`;
  }
  if (key === 'absent') return `${at} === undefined`;
  if (key === 'empty') {
    calls.add('isEmpty');
    return `isEmpty(${at})`;
  }
  return key === 'true' || key === 'false' ? `${at} === ${key}` : `${at} === '${key}'`;
}

const TYPES: Readonly<Record<string, string>> = {
  text: 'string',
  number: 'number',
  flag: 'boolean',
  list: 'readonly string[]',
  codes: 'readonly (string | null)[]',
  words: 'Texts',
  value: 'unknown',
  'text | list': 'string | readonly string[]',
};

const typeOf = (type: ParamType): string =>
  typeof type === 'string' ? (TYPES[type] ?? 'never') : type.map((word) => `'${word}'`).join(' | ');

const record = (fields: readonly string[]): string =>
  fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`;

const paramsOf = ({ params }: Entry): string =>
  record(
    Object.entries(params).map(([name, type]) =>
      name.endsWith('?') ? `${name}: ${typeOf(type)} | undefined` : `${name}: ${typeOf(type)}`,
    ),
  );

/** What the messages of an entry ask for, by name. Derived values are chosen by our code: one that is no case does not compile. */
function askedFor(entry: Entry, parts: (part: string) => boolean, choices: 'open' | 'closed'): Map<string, string> {
  const uses = Object.values(entry.texts).flatMap((texts) =>
    Object.entries(texts).flatMap(([part, text]) => (parts(part) ? usesOf(text) : [])),
  );
  const asked = new Map<string, string>();
  for (const { name } of uses) {
    const own = uses.filter((use) => use.name === name);
    const formatted = own.map(({ use }) => FORMATTERS[use]).find((type) => type !== undefined);
    const plural = own.some(({ use }) => use === 'plural') ? 'number' : undefined;
    const chosen = own.every(({ use }) => use === 'select')
      ? choiceOf(
          own.flatMap(({ keys }) => keys),
          choices,
        )
      : own.some(({ keys }) => keys.includes('empty'))
        ? 'string'
        : 'string | number';
    const mayBeAbsent = own.some(({ keys }) => keys.includes('absent'));
    asked.set(name, `${formatted ?? plural ?? chosen}${mayBeAbsent ? ' | undefined' : ''}`);
  }
  return asked;
}

/** The type of what only chooses a case: any text where the choice is open. `absent` and `empty` are no values. */
function choiceOf(keys: readonly string[], choices: 'open' | 'closed'): string {
  const own = [...new Set(keys)].filter((key) => key !== 'absent' && key !== 'empty');
  if (own.every((key) => key === 'true' || key === 'false' || key === 'other')) return own.length > 1 ? 'boolean' : 'string';
  if (choices === 'open') return 'string';
  return own.map((key) => `'${key}'`).join(' | ');
}

const SAID = ['title', 'found', 'expected', 'remedy'];

/** `in-table.found` and the like replace a part of the message of a finding about a cell of a table, where the entry has them. */
const STANDARD = new Set([...SAID, ...SAID.map((part) => `in-table.${part}`), ...EXPLAINING]);

/** `Params`: what a finding of a code carries. `Derived`: what its message asks for beyond. `Findings`: the messages of a language. */
function typesOf(findings: readonly Entry[], { language }: CompileOptions): string {
  const params = findings.map((entry) => `  '${entry.key}': ${paramsOf(entry)};\n`);
  const derived = findings.flatMap((entry) => {
    const own = Object.keys(entry.params).map((name) => name.replace('?', ''));
    const more = [...askedFor(entry, (part) => STANDARD.has(part), 'closed')].filter(([name]) => !own.includes(name));
    return more.length === 0 ? [] : [`  '${entry.key}': ${record(more.map(([name, type]) => `${name}: ${type}`))};\n`];
  });
  const messages = findings.map((entry) => `  '${entry.key}': ${messageOf(entry)};\n`);
  return (
    `${HEAD}import type { Texts } from "${language}";\n\n` +
    `export type Params = {\n${params.join('')}};\n\n` +
    `export type Derived = {\n${derived.join('')}};\n\n` +
    `type Values<C extends keyof Params> = Params[C] & (C extends keyof Derived ? Derived[C] : unknown);\n\n` +
    `type Said<V> = { title: () => string; found: (values: V) => string; expected: (values: V) => string; remedy: (values: V) => string };\n\n` +
    `type Message<V> = Said<V> & { [P in keyof Said<V> as \`in-table.\${P}\`]?: Said<V>[P] };\n\n` +
    `export type Findings = {\n${messages.join('')}};\n`
  );
}

function messageOf(entry: Entry): string {
  const own = partsOf(entry).filter((part) => !STANDARD.has(part));
  const more = own.map((part) => `'${part}': ${functionType(entry, part)}`);
  return `Message<Values<'${entry.key}'>>${more.length === 0 ? '' : ` & { ${more.join('; ')} }`}`;
}

const partsOf = ({ texts }: Entry): string[] => Object.keys(Object.values(texts)[0] ?? {});

function functionType(entry: Entry, part: string): string {
  const asked = [...askedFor(entry, (one) => one === part, 'open')].map(([name, type]) => `${name}: ${type}`);
  return `(${asked.length === 0 ? '' : `values: ${record(asked)}`}) => string`;
}

function textTypesOf(entries: readonly Entry[], { language }: CompileOptions): string {
  const typeOfEntry = (entry: Entry): string => {
    const parts = partsOf(entry);
    if (parts.length === 1 && parts[0] === 'text') return functionType(entry, 'text');
    return `{ ${parts.map((part) => `'${part}': ${functionType(entry, part)}`).join('; ')} }`;
  };
  const body = entries.map((entry) => `  '${entry.key}': ${typeOfEntry(entry)};\n`).join('');
  return `${HEAD}${body.includes('Texts') ? `import type { Texts } from '${language}';\n\n` : ''}export type Messages = {\n${body}};\n`;
}

const severitiesOf = (findings: readonly Entry[]): string =>
  `${HEAD}/** The codes that are no error. */\nexport const MILD: Readonly<Record<string, 'warning' | 'info'>> = {\n${findings
    .filter(({ severity }) => severity !== 'error')
    .map(({ key, severity }) => `  '${key}': '${severity ?? ''}',\n`)
    .join(
      '',
    )}};\n\n/** The codes of what a person must look at before the file is published. */\nexport const REVIEWED: ReadonlySet<string> = new Set([\n${findings
    .filter(({ review }) => review)
    .map(({ key }) => `  '${key}',\n`)
    .join('')}]);\n`;

/** `why`, `fix` and `source` of each code: whole sentences, the same for all findings. */
function explanationsOf(findings: readonly Entry[], sources: readonly Entry[], { languages, language }: CompileOptions): string {
  const say = (text: string, values: Readonly<Record<string, string>> = {}): string =>
    piecesOf(text)
      .map((piece) => (piece.type === 'text' ? piece.text : (values[piece.name] ?? '')))
      .join('');
  const each = (of: (lang: string) => string) => Object.fromEntries(languages.map((lang) => [lang, of(lang)]));
  const explained = findings.map(({ key, texts, source }) => {
    const cited = sources.find((entry) => entry.key === source?.name);
    const explanation = {
      why: each((lang) => say(texts[lang]?.['why'] ?? '')),
      fix: each((lang) => say(texts[lang]?.['fix'] ?? '')),
      source: each((lang) => say(cited?.texts[lang]?.['text'] ?? '', source?.values)),
    };
    return `  '${key}': ${JSON.stringify(explanation)},\n`;
  });
  return (
    `${HEAD}import type { Texts } from "${language}";\nimport type { Params } from "./types.ts";\n\n` +
    `export const EXPLANATIONS: Readonly<Record<keyof Params, { why: Texts; fix: Texts; source: Texts }>> = {\n${explained.join('')}};\n`
  );
}
