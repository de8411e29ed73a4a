/** The constraints of the model that XSD 1.0 cannot express, or expresses differently, in both languages. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import { fileTree, type Leaf, type Node, treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { XSD } from '../../messages/compiled/xsd.ts';
import type { Messages } from '../../messages/compiled/xsd.types.ts';
import { publishedXsdOf } from '../../messages/published-xsd.ts';
import { XML_BOOLEANS } from '../../model/xml-text.ts';
import { isChoice, keyOf, unsaidPresence } from './complex.ts';
import { xsdPattern } from './pattern.ts';
import { holdsARecord } from './root.ts';
import { isExactDay } from './simple.ts';
type Name =
  | 'rules'
  | 'published'
  | 'open'
  | 'twins'
  | 'presence'
  | 'choices'
  | 'patterns'
  | 'year-zero'
  | 'zone'
  | 'digits'
  | 'precision'
  | 'booleans'
  | 'empty';

/** One thing to know; `items` are the places, rules or values that it holds for. */
type Limit = { name: Name; items?: readonly ((lang: Lang) => string)[] };

/** A Markdown page in one language. */
export function limitsPage(model: Model, lang: Lang): string {
  const { limits: page, ...say } = XSD[lang];
  const sections = limits(model).map(({ name, items = [] }) => {
    const { title, text } = say[`limit.${name}`];
    return [`## ${title()}`, text(), ...(items.length > 0 ? [items.map((item) => `- ${item(lang)}`).join('\n')] : [])].join(
      '\n\n',
    );
  });
  return `${[`# ${page.title()}`, page.generated(), page.intro(), ...sections].join('\n\n')}\n`;
}

function limits(model: Model): Limit[] {
  const leaves = RECORD_KINDS.flatMap((kind) => leavesOf(treesOf(model)[kind]));
  return [
    ...rules(model),
    ...published(model),
    ...open(model),
    ...twins(model),
    ...listed('presence', model, (node, path) =>
      isChoice(node) ? unsaidPresence(node).map(({ name }) => `${path} > ${name}`) : [],
    ),
    ...choices(model),
    ...listed('patterns', model, (node, path) => (hasUnsaidPattern(node) ? [path] : [])),
    ...(leaves.some(isDateOfYearZero) ? [{ name: 'year-zero' } as const] : []),
    ...(leaves.some(isExactDay) ? [{ name: 'zone' } as const] : []),
    ...(leaves.some(({ type }) => type === 'number' || type === 'integer')
      ? [{ name: 'digits' } as const, { name: 'precision' } as const]
      : []),
    ...(leaves.some(({ type }) => type === 'boolean') ? [booleans()] : []),
    { name: 'empty' },
  ];
}

const leavesOf = (node: Node): Leaf[] =>
  node.kind === 'leaf'
    ? [node]
    : node.kind === 'list'
      ? leavesOf(node.item)
      : node.members.flatMap(({ node: inner }) => leavesOf(inner));

const isDateOfYearZero = (leaf: Leaf): boolean =>
  isExactDay(leaf) && new RegExp(leaf.schema.pattern ?? '', 'u').test('0000-01-01');

const same = (text: string) => (): string => text;

/** A version that was published without rules is judged by those of the draft, which are not named: they change. */
function rules({ rules: all }: Model): Limit[] {
  const items = all.map(
    ({ id, title }) =>
      (lang: Lang) =>
        XSD[lang].item.rule({ id, title: title[lang] }),
  );
  return [{ name: 'rules', items }];
}

/** Blocks that accept unknown names. A wildcard beside children in any order would be ambiguous in XSD 1.0. */
function open(model: Model): Limit[] {
  const found = listed('open', model, (node, path) => (node.kind === 'object' && !node.closed ? [path] : []));
  return fileTree(model).closed ? found : [{ name: 'open', items: [same('`marches`'), ...(found[0]?.items ?? [])] }];
}

/** What the XSD that was published for the version judges otherwise than its JSON Schema. */
function published({ version }: Model): Limit[] {
  const xsd = publishedXsdOf(version);
  if (!xsd) return [];
  const { edition } = xsd;
  const names = (paths: Iterable<string>): string =>
    [...paths]
      .map(
        (path) =>
          `\`${path
            .split('/')
            .filter((name) => name !== '' && name !== '*')
            .join(' > ')}\``,
      )
      .join(', ');
  const accepts = (code: string): boolean => xsd.accepts.some((accepted) => accepted.code === code);
  const items: [say: (words: Messages['published']) => string, is: boolean][] = [
    [(say) => say.edition({ edition }), true],
    [(say) => say.plural(), xsd.plural],
    [(say) => say.dates(), xsd.dates],
    [(say) => say.blanks(), xsd.strictText],
    [(say) => say.version(), xsd.closed],
    [(say) => say['non-empty']({ names: names(xsd.nonEmptyLists) }), xsd.nonEmptyLists.size > 0],
    [(say) => say.mandatory({ names: names(xsd.mandatory) }), xsd.mandatory.length > 0],
    [(say) => say['may-be-empty']({ names: names(xsd.mayBeEmpty) }), xsd.mayBeEmpty.size > 0],
    [(say) => say.zero(), accepts('schema.minimum')],
    [(say) => say.twins(), accepts('schema.uniqueItems')],
    [(say) => say.root(), accepts('structure.single-record')],
    [(say) => say.text(), accepts('xml.text')],
  ];
  return [{ name: 'published', items: items.flatMap(([say, is]) => (is ? [(lang: Lang) => say(XSD[lang].published)] : [])) }];
}

/** A limit with the places of the records that it holds for; none where it holds for no place. */
function listed(name: Name, model: Model, find: (node: Node, path: string) => string[]): Limit[] {
  const paths = RECORD_KINDS.flatMap((kind) => placesIn(treesOf(model)[kind], kind, find));
  return paths.length > 0 ? [{ name, items: paths.map((path) => same(`\`${path}\``)) }] : [];
}

function placesIn(node: Node, path: string, find: (node: Node, path: string) => string[]): string[] {
  const own = find(node, path);
  if (node.kind === 'leaf') return own;
  if (node.kind === 'list') return [...own, ...placesIn(node.item, `${path} > ${node.xml.element}`, find)];
  return [...own, ...node.members.flatMap(({ name, node: inner }) => placesIn(inner, `${path} > ${name}`, find))];
}

/** Lists whose items must differ, where an item is more than a key. */
const twins = (model: Model): Limit[] =>
  listed('twins', model, (node, path) =>
    node.kind === 'list' && node.schema.uniqueItems === true && !keyOf(node.item) ? [path] : [],
  );

function hasUnsaidPattern(node: Node): boolean {
  return node.kind === 'leaf' && node.schema.pattern !== undefined && xsdPattern(node.schema.pattern) === undefined;
}

/** Fields of which one at least must be there, in a block or at the root. */
function choices(model: Model): Limit[] {
  const found = listed('choices', model, (node, path) => (node.kind === 'object' && node.schema.anyOf ? [path] : []));
  const isSaid = holdsARecord(model.schema.properties?.['marches'] ?? {}) !== undefined;
  return isSaid ? found : [{ name: 'choices', items: [same('`marches`'), ...(found[0]?.items ?? [])] }];
}

/** How the published XSD files write yes and no. */
const booleans = (): Limit => ({
  name: 'booleans',
  items: Object.entries(XML_BOOLEANS).map(
    ([spelling, value]) =>
      (lang) =>
        XSD[lang].item.spelling({ spelling, value: String(value) }),
  ),
});
