import { isMap, isPair, isScalar, isSeq, parseDocument } from 'yaml';
import { equal } from '../../../packages/base/src/json.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { announceBreak } from './break.ts';
import { type Draft, refuse } from './draft.ts';
import { type Edit, edited, type NameAt, valueWithNames, withNames } from './edit.ts';
import { renameInExamples } from './examples.ts';
import { keepForPublished, textsFile } from './field-texts.ts';
import { renameInRules } from './rename-rules.ts';
import { checkName, everyPath, fieldCalled, holdersIn, shown, type Spot, spotsIn } from './spots.ts';
import { sayInStep } from './step.ts';

export type AskedName = { field: string; name: string };

/** Gives a field another name in `next`, wherever it is: the schema, the rules, the examples, what its own texts show. Its stable name stays. */
export function proposeName(draft: Draft, { field, name }: AskedName, today: string): void {
  const spot = fieldCalled(draft, field);
  checkName(name);
  const before = spot.name;
  if (before === name) refuse((say) => say['rename.done']({ name, where: draft.where(spot.file, spot.pointer) }));
  const siblings = spotsIn(draft).filter(({ owner }) => owner.file === spot.owner.file && owner.pointer === spot.owner.pointer);
  if (siblings.some((one) => one.name === name))
    refuse((say) => say['field.there']({ name, object: shown({ path: spot.path.slice(0, -1) }), file: spot.file }));
  const places = everyPath(draft, spot);
  const paths = new Set(places.map((path) => `marches.${path}`));
  const nameAt: NameAt = (path) => (path.at(-1) === before && paths.has(path.join('.')) ? name : undefined);
  // All is read with the names that the schema has, so it is changed last.
  renameInExamples(draft, before, nameAt);
  const isLast = spotsIn(draft).every((one) => one.name !== before || (one.file === spot.file && one.pointer === spot.pointer));
  renameInRules(draft, nameAt, { before, after: name, isLast });
  renameInTexts(draft, spot, nameAt);
  draft.write(spot.file, renamedProperty(draft.text(spot.file), spot, name));
  sayInStep(draft, (say) => say['step.renamed']({ before, after: name }));
  draft.leave((say) => say['left.renamed']({ file: textsFile(spot.id) }));
  leaveMentions(draft, before, isLast);
  announceBreak(
    draft,
    {
      title: `Renommer ${before} en ${name}`,
      answers: (version) => ({
        producers: `\`${before}\` est refusé (${places.map((path) => `\`${path.replace('contrat-', '')}\``).join(', ')}) : ils écrivent \`${name}\`.`,
        reusers: `Ils lisent \`${name}\` dans les contrats de la version ${version}, et \`${before}\` dans ceux des versions d'avant. C'est le même champ (\`${spot.id}\`).`,
        passage: `Automatique, sans perte : le champ garde son nom stable (\`${spot.id}\`), et \`decp migrate\` écrit sa valeur sous son nouveau nom.`,
        english: `From version ${version} on, the field \`${before}\` is called \`${name}\`, and the former name is refused. Its values stay the same, and \`decp migrate\` writes them under the new name.`,
      }),
    },
    today,
  );
}

/** The schema with another name: that of the property, and where its object requires it. */
function renamedProperty(text: string, { owner, name: before }: Spot, after: string): string {
  const [pointer, edits] = [owner.pointer, [] as Edit[]];
  const required = (node: unknown): void => {
    if (isSeq(node))
      for (const item of node.items)
        if (isScalar(item) && item.value === before && item.range)
          edits.push({ start: item.range[0], end: item.range[1], text: JSON.stringify(after) });
  };
  const document = parseDocument(text);
  const path = pointer.split('/').slice(1);
  const object = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(object)) throw new Error(`${pointer} is no object`);
  required(object.get('required', true));
  const branches = object.get('anyOf', true);
  if (isSeq(branches)) for (const branch of branches.items) if (isMap(branch)) required(branch.get('required', true));
  const properties = object.get('properties', true);
  if (isMap(properties))
    for (const pair of properties.items)
      if (isPair(pair) && isScalar(pair.key) && pair.key.value === before && pair.key.range)
        edits.push({ start: pair.key.range[0], end: pair.key.range[1], text: JSON.stringify(after) });
  return edited(text, edits);
}

/** The examples that the documentation shows of what holds the field: objects, records and lists of records. Those of published versions keep its old name. */
function renameInTexts(draft: Draft, spot: Spot, nameAt: NameAt): void {
  const inside = everyPath(draft, spot).map((path) => `marches.${path}`);
  const holders = holdersIn(draft).filter(({ path }) => inside.some((one) => one.startsWith(`${path.join('.')}.`)));
  for (const [id, { path }] of new Map(holders.map((one) => [one.id, one]))) {
    const file = textsFile(id);
    const examples = draft.has(file) ? valueAt(draft.value(file), '/examples') : undefined;
    if (equal(valueWithNames(examples, nameAt, path), examples)) continue;
    keepForPublished(draft, id, 'examples');
    const renamed = (names: readonly string[]): string | undefined =>
      names[0] === 'examples' ? nameAt([...path, ...names.slice(1)]) : undefined;
    draft.write(file, withNames(draft.text(file), renamed));
  }
}

/** Texts that name the field are for a person to read again: the same word may mean another field, or an earlier version. */
function leaveMentions(draft: Draft, before: string, isLast: boolean): void {
  const files = [...draft.paths('schema/fields/', 'schema/codelist-descriptions.yaml', 'schema/ocds/')].filter((path) =>
    draft.text(path).includes(`\`${before}\``),
  );
  if (files.length > 0) draft.leave((say) => say['left.mentions']({ name: before, files, isLast }));
}
