import type { Finding } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { unticked } from '../../packages/base/src/unticked.ts';
import { pathNow, versionsWith, type History } from '../model/history.ts';
import { pathInRecord, schemaAt } from '../model/locate.ts';
import type { Rule } from '../model/rules.ts';
import type { Field, Model, Remedy, Schema } from '../model/types.ts';
import { inTable } from '../model/sheet.ts';
import { resolve, treesOf } from '../model/tree.ts';
import { RECORD } from './compiled/record.ts';
import { memo } from './memo.ts';
import { firstPath, parent, withinRecord } from './paths.ts';
import type { MessageContext } from './types.ts';

/**
 * What messages need to know of a version, answered from its Model; one context a kind of record, since paths are read by kind. `rules` are those that findings
 * may name; `inForm`: the messages stand in the form of the site.
 */
export function modelContexts(
  model: Model,
  history: History,
  lang: Lang,
  rules: readonly Rule[] = [],
  inForm = false,
): (finding: Finding) => MessageContext {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const more = { rule: (id: string) => byId.get(id), ...(inForm && ({ inForm } as const)) };
  const contexts: Record<RecordKind, MessageContext> = {
    marche: { ...modelContext(model, 'marche', history, lang), ...more },
    'contrat-concession': { ...modelContext(model, 'contrat-concession', history, lang), ...more },
  };
  return ({ record, path }) => contexts[record?.kind ?? (path.includes('contrat-concession') ? 'contrat-concession' : 'marche')];
}

function modelContext(model: Model, kind: RecordKind, history: History, lang: Lang): MessageContext {
  const { version } = model;
  const byPlace = answersByPlace();
  const at = (path: string): Schema | undefined => schemaAt(model, kind, path);
  const fieldOf = (path: string): Field | undefined => model.fields[at(path)?.['x-field'] ?? ''];
  const inRecord = (path: string): string => pathInRecord(model, kind, path)?.join('.') ?? '';
  const advised = byPlace((path) => fieldOf(path) ?? fieldElsewhere(model, kind, history, inRecord(path)));
  return {
    version,
    title: byPlace((path) =>
      pathInRecord(model, kind, path)?.length === 0 ? RECORD[lang].title({ kind }) : fieldOf(path)?.title[lang],
    ),
    name: byPlace((path) => pathInRecord(model, kind, path)?.join(' > ') ?? (path.slice(1).replaceAll('/', ' > ') || undefined)),
    remedy: (finding) => {
      const own = ownRemedy(finding, advised(finding.path))?.[lang];
      return own && unticked(own, lang);
    },
    written: (finding) => ownRemedy(finding, advised(finding.path))?.write,
    codes: byPlace((path) => at(path)?.enum?.filter((code) => typeof code === 'string')),
    children: byPlace((path) => Object.keys(at(path)?.properties ?? itemOf(model, at(path))?.properties ?? {})),
    renamed: byPlace((path) => pathNow(history, kind, inRecord(path), version)?.replaceAll('.', ' > ')),
    inTable: (path) => inTable(treesOf(model)[kind], withinRecord(path)),
    optional: byPlace((path) => isOptional(model, path, at, inRecord)),
    largest: byPlace((path) => at(path)?.maximum),
    unit: byPlace((path) => fieldOf(path)?.unit?.fr),
    versionsOf: byPlace((path) => versionsWith(history, kind, inRecord(path), version)),
  };
}

/** Whether a record may lack the field at a path. An object that is there for its only list (`techniques`) is that list: a table knows no other. */
function isOptional(
  model: Model,
  path: string,
  at: (path: string) => Schema | undefined,
  inRecord: (path: string) => string,
): boolean {
  const field = path.replace(/(?:\/[0-9]+)+$/, '');
  const name = inRecord(field).split('.').at(-1) ?? '';
  if (name === '') return false;
  const around = parent(field);
  const object = itemOf(model, at(around)) ?? at(around);
  if (object?.required?.includes(name) !== true) return object !== undefined;
  const isOnlyList = at(field)?.type === 'array' && Object.keys(object.properties ?? {}).length === 1;
  return isOnlyList && isOptional(model, around, at, inRecord);
}

type ByPlace = <T>(answer: (path: string) => T) => (path: string) => T;

/** Answers that are the same for all items of a list, worked out once a place. Several are asked for about one path. */
function answersByPlace(): ByPlace {
  let last = '';
  let first = '';
  return (answer) => {
    const known = memo(answer);
    return (path) => {
      if (path !== last) [last, first] = [path, firstPath(path)];
      return known(first);
    };
  };
}

const itemOf = (model: Model, list: Schema | undefined): Schema | undefined => list?.items && resolve(model.schema, list.items);

/** The field that another version has at this path: its advice stands even where this version has no such field. */
function fieldElsewhere(model: Model, kind: RecordKind, history: History, path: string): Field | undefined {
  const version = versionsWith(history, kind, path, model.version).at(-1);
  const id = version === undefined ? undefined : history[version]?.[kind][path];
  return id === undefined ? undefined : model.fields[id];
}

function ownRemedy({ code, params }: Finding, field: Field | undefined): Remedy | undefined {
  if (!field?.remedies?.some(({ finding }) => finding === code)) return undefined;
  const value = code === 'schema.additionalProperties' ? params['property'] : params['value'];
  const found = JSON.stringify(value);
  return field.remedies.find((remedy) => remedy.finding === code && JSON.stringify(remedy.value) === found);
}
