/** The examples of a version are tests: the valid ones conform, each invalid one gives exactly the findings written beside it. */
import type { Texts } from '../../model/types.ts';
import { compare, displaced, FORECAST, type Found, parseExpected, type Expected } from './expected.ts';
import type { Problem } from '../problem.ts';

/** The whole check of a file's text against a version, as users run it. */
export type CheckText = (text: string, version: string) => readonly Found[];

/** Files of `examples/<version>/` by path from there: `valid/<name>.json`, `invalid/<code>--<name>.json`, … */
export type ExampleFiles = ReadonlyMap<string, string>;

const FINDINGS = '.findings.json';
const NAME = '[a-z0-9]+(?:[-.][a-z0-9]+)*';
const VALID_NAME = new RegExp(`^${NAME}$`);
const INVALID_NAME = new RegExp(`^([a-z][A-Za-z0-9.]*(?:-[A-Za-z0-9.]+)*)--${NAME}$`);

/** Each thing that is wrong with the examples of a version, with the file and the way out. */
export function checkExamples(files: ExampleFiles, version: string, check: CheckText): Problem[] {
  return [...files].flatMap(([path, text]) =>
    faultsOf(path, text, files, (content) => check(content, version)).map((texts) => ({
      file: `examples/${version}/${path}`,
      ...texts,
    })),
  );
}

/** True for the files that hold an example, and not what is expected of it. */
export const isExample = (path: string): boolean =>
  /^(?:valid|invalid)\/[^/]+\.(?:json|xml)$/.test(path) && !path.endsWith(FINDINGS);

function faultsOf(path: string, text: string, files: ExampleFiles, check: (text: string) => readonly Found[]): Texts[] {
  if (path === 'README.md') return [];
  if (/^(?:in)?valid\//.test(path) && path.endsWith(FINDINGS)) return orphanFaults(path, files);
  if (!isExample(path)) return [SENTENCES.misplaced()];
  const [folder, stem = ''] = path.replace(/\.(?:json|xml)$/, '').split('/');
  return folder === 'valid' ? validFaults(stem, files, check(text)) : invalidFaults(stem, files, () => check(text));
}

function orphanFaults(path: string, files: ExampleFiles): Texts[] {
  const stem = path.slice(0, -FINDINGS.length);
  return files.has(`${stem}.json`) || files.has(`${stem}.xml`) ? [] : [SENTENCES.orphan()];
}

/** A conforming file may have findings of lesser severity, if they are written beside it. */
function validFaults(stem: string, files: ExampleFiles, found: readonly Found[]): Texts[] {
  const text = files.get(`valid/${stem}${FINDINGS}`);
  const expected = text === undefined ? { findings: [] } : parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const isError = ({ severity = 'error' }: Found) => severity === 'error';
  const { moved, missing, surplus } = displaced(compare(expected.findings, found));
  const errors = found.filter(isError);
  return [
    ...(VALID_NAME.test(stem) ? [] : [SENTENCES.badValidName()]),
    ...errors.map(SENTENCES.notConforming),
    // What comes with conforming data is looked for once the data conform.
    ...(errors.length > 0 ? [] : missing.map((finding) => SENTENCES.missing(finding, found.length === 0))),
    ...moved.filter((pair) => !isError(pair.found)).map(SENTENCES.moved),
    ...surplus.filter((finding) => !isError(finding)).map(SENTENCES.unannounced),
  ];
}

function invalidFaults(stem: string, files: ExampleFiles, check: () => readonly Found[]): Texts[] {
  const code = INVALID_NAME.exec(stem)?.[1];
  if (code === undefined) return [SENTENCES.badName()];
  const text = files.get(`invalid/${stem}${FINDINGS}`);
  if (text === undefined) return [SENTENCES.noFindings(`${stem}${FINDINGS}`)];
  const expected = parseExpected(text);
  if (!expected) return [SENTENCES.badFindings()];
  const [first, ...others] = expected.findings;
  if (!first) return [SENTENCES.nothingExpected()];
  const found = check();
  const { moved, missing, surplus } = displaced(compare(expected.findings, found));
  return [
    ...(first.code === code ? [] : [SENTENCES.otherCode(first.code)]),
    ...(others.length > 0 && expected.note === undefined ? [SENTENCES.severalExpected()] : []),
    ...missing.map((finding) => SENTENCES.missing(finding, found.length === 0)),
    ...moved.map(SENTENCES.moved),
    ...surplus.map((finding) => (finding.code === FORECAST ? SENTENCES.unannounced(finding) : SENTENCES.surplus(finding))),
  ];
}

const place = (path: string, root: string): string => (path === '' ? root : path);
const named = (property: string | undefined): string => (property === undefined ? '' : ` (${property})`);

const told = ({ code, path, property }: Expected, root: string): string => `${code}${named(property)}, ${place(path, root)}`;

/** The codes of rules are their ids; those of the schema and of the readers have a family before a dot. */
const isRule = ({ code }: Expected): boolean => !code.includes('.');

/** The place of a finding as one writes it in a `.findings.json`. */
const written = ({ path, property }: Expected): string =>
  [`"path": ${JSON.stringify(path)}`, ...(property === undefined ? [] : [`"property": ${JSON.stringify(property)}`])].join(', ');

/** What is wrong with an example, and the way out. */
const SENTENCES = {
  notConforming: ({ said, ...finding }: Found): Texts => ({
    fr: `cet exemple doit être conforme, or on y trouve : ${told(finding, 'la racine')}${said ? ` (${said.fr})` : ''} ; corrigez l'exemple, ou le schéma s'il a tort`,
    en: `this example must conform, yet this is found: ${told(finding, 'the root')}${said ? ` (${said.en})` : ''}; mend the example, or the schema if it is wrong`,
  }),
  badName: (): Texts => ({
    fr: "nom inattendu : écrivez « <code du constat>--<ce-qui-est-faux>.json », en minuscules sans accents, p. ex. « schema.enum--procedure-sans-majuscule.json »",
    en: 'unexpected name: write “<code of the finding>--<what-is-wrong>.json”, in lower case without accents, e.g. “schema.enum--procedure-sans-majuscule.json”',
  }),
  badValidName: (): Texts => ({
    fr: 'nom inattendu : écrivez une phrase en minuscules sans accents, mots séparés par des tirets, p. ex. « groupement-conjoint.json »',
    en: 'unexpected name: write a sentence in lower case without accents, words joined by hyphens, e.g. “groupement-conjoint.json”',
  }),
  misplaced: (): Texts => ({
    fr: "fichier inattendu : un exemple va dans valid/ ou invalid/, en .json ou .xml",
    en: 'unexpected file: an example goes to valid/ or invalid/, as .json or .xml',
  }),
  noFindings: (name: string): Texts => ({
    fr: `il manque ${name} : écrivez-y les constats attendus, {"findings": [{"code": …, "path": …}]}`,
    en: `${name} is missing: write there the findings expected, {"findings": [{"code": …, "path": …}]}`,
  }),
  orphan: (): Texts => ({
    fr: "aucun exemple du même nom : supprimez ce fichier ou renommez-le comme l'exemple",
    en: 'there is no example of that name: remove this file or name it as the example',
  }),
  badFindings: (): Texts => ({
    fr: 'contenu inattendu : écrivez {"findings": [{"code": …, "path": …}]}, avec « property » pour schema.required et pour lui seul',
    en: 'unexpected content: write {"findings": [{"code": …, "path": …}]}, with “property” for schema.required and for it alone',
  }),
  nothingExpected: (): Texts => ({
    fr: "aucun constat attendu : un exemple sans constat va dans valid/",
    en: 'no finding is expected: an example without findings goes to valid/',
  }),
  severalExpected: (): Texts => ({
    fr: "plusieurs constats attendus : un exemple invalide ne casse qu'une chose ; coupez-le en deux, ou dites dans « note » pourquoi une seule faute en donne plusieurs",
    en: 'several findings are expected: an invalid example breaks one thing; cut it in two, or say in “note” why one fault gives several',
  }),
  otherCode: (code: string): Texts => ({
    fr: `le nom ne dit pas le premier constat attendu : il doit commencer par « ${code}-- »`,
    en: `the name does not say the first finding expected: it must begin with “${code}--”`,
  }),
  /** `isAccepted`: nothing else is found either. */
  missing: (finding: Expected, isAccepted: boolean): Texts => {
    const [fr, en] = isRule(finding) ? ['la règle si elle a tort', 'the rule if it is wrong'] : ["le schéma s'il a tort", 'the schema if it is wrong'];
    return {
      fr: `constat attendu mais absent : ${told(finding, 'la racine')} ; ${isAccepted ? 'la donnée est donc acceptée : ' : ''}corrigez l'exemple, ou ${fr}`,
      en: `finding expected but absent: ${told(finding, 'the root')}; ${isAccepted ? 'so the data is accepted: ' : ''}mend the example, or ${en}`,
    };
  },
  moved: ({ wanted, found: { said: _, ...found } }: { wanted: Expected; found: Found }): Texts => ({
    fr: `constat donné ailleurs qu'attendu : ${told(found, 'la racine')}, et non ${told(wanted, 'la racine')} ; si c'est bien la faute que montre l'exemple, écrivez ${written(found)} dans son « .findings.json », sinon corrigez l'exemple`,
    en: `finding given elsewhere than expected: ${told(found, 'the root')}, and not ${told(wanted, 'the root')}; if it is the fault that the example shows, write ${written(found)} in its “.findings.json”, otherwise correct the example`,
  }),
  unannounced: (finding: Expected): Texts => ({
    fr: `constat non annoncé : ${told(finding, 'la racine')} ; corrigez l'exemple, ou écrivez-le dans un fichier « .findings.json » du même nom si l'exemple est là pour lui (« npx decp check-examples --update » l'écrit)`,
    en: `finding not announced: ${told(finding, 'the root')}; mend the example, or write it in a “.findings.json” of the same name if the example is there for it (“npx decp check-examples --update” writes it)`,
  }),
  surplus: (finding: Expected): Texts => ({
    fr: `constat inattendu : ${told(finding, 'la racine')} ; un exemple invalide ne casse qu'une chose : corrigez le reste`,
    en: `unexpected finding: ${told(finding, 'the root')}; an invalid example breaks one thing: mend the rest`,
  }),
};

/** The end of the name of an example that a scaffold left to be completed: it shows nothing yet. */
export const TO_COMPLETE = 'a-completer';

/** The rules of `next` that no invalid example breaks. `exampleFiles` has the paths of `examples/next/` as keys. */
export function missingExamples(ruleIds: readonly string[], exampleFiles: ReadonlyMap<string, unknown>): Problem[] {
  const examples = [...exampleFiles.keys()].filter(isExample);
  return ruleIds
    .filter((id) => !examples.some((path) => breaks(path, id)))
    .map((id) => ({
      file: `schema/next/rules/${id}.yaml`,
      ...(examples.includes(leftToComplete(id)) ? misnamed(id) : withoutExample(id)),
    }));
}

const withoutExample = (id: string): Texts => ({
  fr: `la règle « ${id} » n'a pas d'exemple invalide ; ajoutez examples/next/invalid/${id}--<ce-qui-est-faux>.json et son .findings.json`,
  en: `the rule “${id}” has no invalid example; add examples/next/invalid/${id}--<what-is-wrong>.json and its .findings.json`,
});

const misnamed = (id: string): Texts => ({
  fr: `l'exemple invalide de la règle « ${id} » porte encore le nom donné par « npm run new-rule » ; renommez « ${id}--${TO_COMPLETE}.json » en « ${id}--<ce-qui-est-faux>.json », et son .findings.json de même (dans examples/next/invalid)`,
  en: `the invalid example of the rule “${id}” still has the name that “npm run new-rule” gave it; rename “${id}--${TO_COMPLETE}.json” to “${id}--<what-is-wrong>.json”, and its .findings.json likewise (in examples/next/invalid)`,
});

const breaks = (path: string, id: string): boolean => path.startsWith(`invalid/${id}--`) && path !== leftToComplete(id);

const leftToComplete = (id: string): string => `invalid/${id}--${TO_COMPLETE}.json`;
