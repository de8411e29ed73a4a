import { citedId, type Citations } from '../../model/citation.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { Model } from '../../model/types.ts';
import { subschemas } from '../../model/tree.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { metaCheck } from './meta-schema.ts';
import { type Fault, problemOf, checkMarkdown } from './faults.ts';
import { citationsOf, sourceFault } from './sources.ts';
import { nearest } from '../../messages/nearest.ts';
import { COUNTERPARTS, readCounterparts } from '../counterparts/files.ts';
import { ownTexts } from '../../model/fields.ts';
import { readSource } from '../../model/source-text.ts';
import { evaluate, type Failure } from '../../validate/interpret.ts';

/** Each field file keeps to its meta-schema and is used by a version, and cites a known text; those of `next` name their counterparts elsewhere; what is named there exists; texts are clean CommonMark. */
export function checkFields(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const check = metaCheck(files, 'field.schema.json');
  const citations = citationsOf(files);
  const counterpartFaults = counterpartCheck(files);
  const used = new Set(models.flatMap(fieldsOf));
  const current = new Set(models.filter(({ version }) => version === 'next').flatMap(fieldsOf));
  const problems: Problem[] = [];
  for (const [path, text] of files) {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    if (id === undefined) continue;
    const file = `schema/${path}`;
    const { source, problems: found } = check(file, text);
    problems.push(...found, ...checkMarkdown(file, source));
    problems.push(...sourceFaults(source.value, citations).map((fault) => problemOf(file, source, fault)));
    problems.push(...counterpartFaults(source.value).map((fault) => problemOf(file, source, fault)));
    if (!used.has(id))
      problems.push({
        file,
        fr: 'aucune version ne se sert de ce champ ; retirez le fichier ou corrigez son nom',
        en: 'no version uses this field; remove the file or mend its name',
      });
    if (current.has(id)) problems.push(...counterparts(file, source.value));
  }
  return problems;
}

const fieldsOf = ({ schema }: Model): string[] => [...subschemas(schema)].flatMap(([, node]) => node['x-field'] ?? []);

/** Both languages begin with the identifier of one text. */
function sourceFaults(field: unknown, citations: Citations): Fault[] {
  const [fr, en] = (['fr', 'en'] as const).map((lang) => valueAt(field, `/source/${lang}`));
  if (typeof fr !== 'string' || typeof en !== 'string') return [];
  const unknown = Object.entries({ fr, en }).flatMap(([lang, text]) => {
    const texts = text.trim() === '' ? undefined : sourceFault(text, citations);
    return texts ? [{ at: `/source/${lang}`, texts }] : [];
  });
  if (unknown.length > 0 || citedId(fr) === citedId(en)) return unknown;
  return [{ at: '/source/en', texts: otherText(citedId(fr), citedId(en)) }];
}

const otherText = (fr: string, en: string): Texts => ({
  fr: `l'anglais cite « ${en} » et le français « ${fr} » ; les deux disent la même chose : commencez-les par le même identifiant`,
  en: `the English cites “${en}” and the French “${fr}”; both say the same: begin them with one identifier`,
});

function counterparts(file: string, value: unknown): Problem[] {
  return ['x-ocds', 'x-eforms']
    .filter((key) => typeof value === 'object' && value !== null && !(key in value))
    .map((key) => ({
      file,
      fr: `il manque « ${key} » : donnez le champ qui correspond, ou « aucun » avec sa raison`,
      en: `“${key}” is missing: give the counterpart, or “aucun” with its reason`,
    }));
}

type CounterpartFaults = (field: unknown) => Fault[];

/** A check of the counterparts of a field: the path that it names in OCDS, and the identifier in eForms, are in the lists of `schema/counterparts/`. */
function counterpartCheck(files: SchemaFiles): CounterpartFaults {
  const lists = (Object.keys(COUNTERPARTS) as (keyof typeof COUNTERPARTS)[]).map((key) => {
    const { paths, edition } = readCounterparts(files, key);
    return { key, known: new Set(paths), edition };
  });
  return (field) =>
    lists.flatMap(({ key, known, edition }) => {
      const path = valueAt(field, `/${key}/path`);
      if (typeof path !== 'string' || path.trim() === '' || known.has(path)) return [];
      const [meant] = nearest(path, [...known], 1);
      return [{ at: `/${key}/path`, texts: SAY[key](path, meant, edition) }];
    });
}

const perhaps = (meant: string | undefined): Texts =>
  meant === undefined ? { fr: '', en: '' } : { fr: ` (peut-être « ${meant} » ?)`, en: ` (perhaps “${meant}”?)` };

const SAY: Record<keyof typeof COUNTERPARTS, (path: string, meant: string | undefined, edition: string) => Texts> = {
  'x-ocds': (path, meant, edition) => ({
    fr: `« ${path} » n'est pas un chemin d'OCDS ${edition}, ni de ses extensions que le référentiel connaît${perhaps(meant).fr} ; corrigez-le (schema/${COUNTERPARTS['x-ocds']} en a la liste), ajoutez l'extension à cette liste, ou écrivez « aucun » et pourquoi`,
    en: `“${path}” is not a path of OCDS ${edition}, nor of its extensions that the référentiel knows${perhaps(meant).en}; correct it (schema/${COUNTERPARTS['x-ocds']} lists them), add the extension to that list, or write “aucun” and why`,
  }),
  'x-eforms': (path, meant) => ({
    fr: `« ${path} » n'est pas dans schema/${COUNTERPARTS['x-eforms']}, qui a tous les termes d'eForms et les champs que le référentiel cite${perhaps(meant).fr} ; corrigez-le, ajoutez-y le champ s'il est dans fields/fields.json du SDK (schema/counterparts/README.md), ou écrivez « aucun » et pourquoi`,
    en: `“${path}” is not in schema/${COUNTERPARTS['x-eforms']}, which has all terms of eForms and the fields that the référentiel cites${perhaps(meant).en}; correct it, add the field there if it is in fields/fields.json of the SDK (schema/counterparts/README.md), or write “aucun” and why`,
  }),
};

/** The examples that field files show for `next`, and that its schema refuses at the place of the field: where each stands, and why. */
export function checkFieldExamples(files: SchemaFiles, models: readonly Model[]): Problem[] {
  const next = models.find(({ version }) => version === 'next');
  if (!next) return [];
  const nodes = [...subschemas(next.schema)].map(([, node]) => node);
  return [...files].flatMap(([path, text]) => {
    const id = /^fields\/(.+)\.yaml$/.exec(path)?.[1];
    const shownBy = id === undefined ? [] : nodes.filter((node) => node['x-field'] === id);
    if (shownBy.length === 0) return [];
    const source = readSource(text);
    return refusedIn(source.value, (example) => shownBy.flatMap((node) => evaluate(next.schema, node, example, next))[0]).map(
      (fault) => problemOf(`schema/${path}`, source, fault),
    );
  });
}

function refusedIn(field: unknown, failureOf: (example: unknown) => Failure | undefined): Fault[] {
  const at = examplesFor(field);
  const examples = valueAt(field, at);
  if (!Array.isArray(examples)) return [];
  return examples.flatMap((example: unknown, i) => {
    const failure = failureOf(example);
    return failure ? [{ at: `${at}/${String(i)}`, texts: refused(example, failure) }] : [];
  });
}

/** Where the examples of `next` stand: in what the file says of that version alone, or else at its head. */
function examplesFor(field: unknown): string {
  const own = ownTexts((valueAt(field, '/versions') as object | undefined) ?? {}, 'next');
  const pointer = `/versions/${String(own)}/examples`;
  return own !== undefined && valueAt(field, pointer) !== undefined ? pointer : '/examples';
}

function refused(example: unknown, { keyword, instancePointer }: Failure): Texts {
  const shown = JSON.stringify(valueAt(example, instancePointer));
  return {
    fr: `\`next\` refuse cet exemple (${shown} : « ${keyword} ») ; montrez une valeur qu'il accepte`,
    en: `\`next\` refuses this example (${shown}: “${keyword}”); show a value that it accepts`,
  };
}
