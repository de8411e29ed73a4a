/** What XSD 1.0 cannot say of the model, or says otherwise: found in the model, and told in both languages. */
import type { Lang } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import { type Leaf, type Node, treesOf } from '../../model/tree.ts';
import type { Model, Texts } from '../../model/types.ts';
import { XML_BOOLEANS } from '../../model/xml-text.ts';
import { isChoice, keyOf, unsaidPresence } from './complex.ts';
import { xsdPattern } from './pattern.ts';
import { holdsARecord } from './root.ts';
/** One thing to know; `items` are the places, rules or values that it holds for. */
type Limit = { title: Texts; text: Texts; items?: Texts[] };

/** A Markdown page in one language. */
export function limitsPage(model: Model, lang: Lang): string {
  const [titleOfPage, intro] = lang === 'fr' ? FRENCH : ENGLISH;
  const sections = limits(model).map(({ title, text, items = [] }) =>
    [`## ${title[lang]}`, text[lang], ...(items.length > 0 ? [items.map((item) => `- ${item[lang]}`).join('\n')] : [])].join(
      '\n\n',
    ),
  );
  return `${[`# ${titleOfPage}`, ...intro, ...sections].join('\n\n')}\n`;
}

const FRENCH = [
  'Ce que le schéma XSD ne dit pas',
  [
    '<!-- Généré à partir du modèle de données : ne pas modifier. -->',
    "`decp.xsd` et le schéma JSON viennent du même modèle et rendent le même verdict sur les mêmes données, sauf dans les cas ci-dessous. La commande `decp validate` contrôle tout, en XML comme en JSON : c'est elle qui fait foi.",
  ],
] as const;
const ENGLISH = [
  'What the XSD does not say',
  [
    '<!-- Generated from the data model. DO NOT EDIT. -->',
    '`decp.xsd` and the JSON Schema come from the same model and give the same verdict on the same data, except in the cases below. The command `decp validate` checks everything, in XML as in JSON: it is the reference.',
  ],
] as const;

function limits(model: Model): Limit[] {
  const leaves = RECORD_KINDS.flatMap((kind) => leavesOf(treesOf(model)[kind]));
  return [
    ...rules(model),
    ...twins(model),
    ...listed(PRESENCE, model, (node, path) =>
      isChoice(node) ? unsaidPresence(node).map(({ name }) => `${path} > ${name}`) : [],
    ),
    ...choices(model),
    ...listed(PATTERNS, model, (node, path) => (hasUnsaidPattern(node) ? [path] : [])),
    ...(leaves.some(isDateOfYearZero) ? [YEAR_ZERO] : []),
    ...(leaves.some(({ isDate }) => isDate) ? [ZONE] : []),
    ...(leaves.some(({ type }) => type === 'number' || type === 'integer') ? [DIGITS, PRECISION] : []),
    ...(leaves.some(({ type }) => type === 'boolean') ? [BOOLEANS] : []),
    EMPTY,
  ];
}

const leavesOf = (node: Node): Leaf[] =>
  node.kind === 'leaf'
    ? [node]
    : node.kind === 'list'
      ? leavesOf(node.item)
      : node.members.flatMap(({ node: inner }) => leavesOf(inner));

const isDateOfYearZero = ({ isDate, schema: { pattern } }: Leaf): boolean =>
  isDate && (pattern === undefined || new RegExp(pattern, 'u').test('0000-01-01'));

const same = (text: string): Texts => ({ fr: text, en: text });

function rules({ rules: all }: Model): Limit[] {
  if (all.length === 0) return [];
  const items = all.map(({ id, title }) => ({ fr: `\`${id}\` : ${title.fr}`, en: `\`${id}\`: ${title.en}` }));
  return [{ ...RULES, items }];
}

/** A limit with the places of the records that it holds for; none where it holds for no place. */
function listed(limit: Limit, model: Model, find: (node: Node, path: string) => string[]): Limit[] {
  const paths = RECORD_KINDS.flatMap((kind) => placesIn(treesOf(model)[kind], kind, find));
  return paths.length > 0 ? [{ ...limit, items: paths.map((path) => same(`\`${path}\``)) }] : [];
}

function placesIn(node: Node, path: string, find: (node: Node, path: string) => string[]): string[] {
  const own = find(node, path);
  if (node.kind === 'leaf') return own;
  if (node.kind === 'list') return [...own, ...placesIn(node.item, `${path} > ${node.xml.element}`, find)];
  return [...own, ...node.members.flatMap(({ name, node: inner }) => placesIn(inner, `${path} > ${name}`, find))];
}

/** Lists whose items must differ, where an item is more than a key. */
const twins = (model: Model): Limit[] =>
  listed(TWINS, model, (node, path) =>
    node.kind === 'list' && node.schema.uniqueItems === true && !keyOf(node.item) ? [path] : [],
  );

function hasUnsaidPattern(node: Node): boolean {
  return node.kind === 'leaf' && node.schema.pattern !== undefined && xsdPattern(node.schema.pattern) === undefined;
}

/** Fields of which one at least must be there, in a block or at the root. */
function choices(model: Model): Limit[] {
  const found = listed(CHOICES, model, (node, path) => (node.kind === 'object' && node.schema.anyOf ? [path] : []));
  const isSaid = holdsARecord(model.schema.properties?.['marches'] ?? {}) !== undefined;
  return isSaid ? found : [{ ...CHOICES, items: [same('`marches`'), ...(found[0]?.items ?? [])] }];
}

const RULES: Limit = {
  title: { fr: 'Les règles métier', en: 'Business rules' },
  text: {
    fr: "Elles comparent plusieurs champs ou plusieurs contrats, calculent une clé de contrôle ou consultent une nomenclature ; XSD 1.0 ne juge qu'un élément à la fois.",
    en: 'They compare several fields or several contracts, compute a check digit or look into a nomenclature; XSD 1.0 only judges one element at a time.',
  },
};

const TWINS: Limit = {
  title: { fr: 'Les éléments entiers en double', en: 'Whole items that come twice' },
  text: {
    fr: "Le schéma JSON refuse deux éléments identiques dans ces listes. `xs:unique` compare une clé et laisse passer les éléments auxquels il en manque une partie : dès qu'un champ de l'élément est facultatif ou est lui-même une liste, il ne peut pas dire que deux éléments sont identiques.",
    en: 'The JSON Schema refuses two identical items in these lists. `xs:unique` compares a key and passes over items that lack a part of it: as soon as a field of the item is optional or is itself a list, it cannot say that two items are identical.',
  },
};

const PRESENCE: Limit = {
  title: { fr: "Les blocs et les listes à côté d'une liste répétée", en: 'Blocks and lists beside a repeated list' },
  text: {
    fr: "Là où une liste est répétée à côté d'autres éléments, dans n'importe quel ordre, XSD 1.0 sait dire qu'une valeur est obligatoire ou qu'elle ne vient qu'une fois, mais pas qu'il faut tant d'éléments d'une liste, ni qu'un bloc sans valeur obligatoire est là une fois. Donner un nom aux éléments de la liste (`x-xml`, dans le fichier du champ) la met dans un élément à elle, et le XSD dit alors tout.",
    en: 'Where a list is repeated beside other elements, in any order, XSD 1.0 can say that a value is required or comes once only, but neither how many items of a list there must be nor that a block without a required value is there once. Naming the items of the list (`x-xml`, in the file of the field) puts it in an element of its own, and the XSD then says everything.',
  },
};

const CHOICES: Limit = {
  title: { fr: 'Les champs dont un au moins est obligatoire', en: 'Fields of which one at least is required' },
  text: {
    fr: "Le schéma JSON demande l'un de plusieurs champs ; XSD 1.0 ne sait pas le dire d'éléments qui viennent dans n'importe quel ordre.",
    en: 'The JSON Schema asks for one of several fields; XSD 1.0 cannot say it of elements in any order.',
  },
};

const PATTERNS: Limit = {
  title: { fr: "Les motifs que XSD 1.0 n'a pas", en: 'Patterns that XSD 1.0 does not have' },
  text: {
    fr: "Le motif de ces valeurs regarde en avant ou en arrière, ou nomme des caractères d'une façon que XSD 1.0 ne connaît pas : le XSD ne le contrôle pas.",
    en: 'The pattern of these values looks ahead or behind, or names characters in a way that XSD 1.0 does not know: the XSD does not check it.',
  },
};

const YEAR_ZERO: Limit = {
  title: { fr: "L'année 0000", en: 'The year 0000' },
  text: {
    fr: "Le type `xs:date` de XSD 1.0 n'a pas d'année 0000 et la refuse ; le schéma JSON l'accepte, et c'est aux règles métier de signaler les dates invraisemblables.",
    en: 'The type `xs:date` of XSD 1.0 has no year 0000 and refuses it; the JSON Schema accepts it, and it is for business rules to report implausible dates.',
  },
};

const ZONE: Limit = {
  title: { fr: 'Le fuseau horaire des dates', en: 'The time zone of dates' },
  text: {
    fr: "Une date peut porter un fuseau (`2024-03-01+01:00`), comme dans les XSD publiés. À la lecture, le jour est gardé et le fuseau laissé de côté ; une date en JSON n'en porte jamais.",
    en: 'A date may bear a time zone (`2024-03-01+01:00`), as in the published XSD files. On reading, the day is kept and the zone left out; a date in JSON never bears one.',
  },
};

const DIGITS: Limit = {
  title: { fr: 'Les nombres de plus de 24 chiffres', en: 'Numbers of more than 24 digits' },
  text: {
    fr: "Certains programmes (xmllint avec libxml2 2.9, par exemple) refusent un nombre de plus de 24 chiffres, partie décimale comprise, que XSD accepte. L'exposant (`5e5`) n'existe pas en XML : la conversion écrit tous les chiffres.",
    en: 'Some programs (xmllint with libxml2 2.9, for example) refuse a number of more than 24 digits, decimals included, which XSD accepts. There is no exponent (`5e5`) in XML: the conversion writes all digits.',
  },
};

const PRECISION: Limit = {
  title: { fr: 'Les décimales au-delà de la 17e', en: 'Decimals beyond the 17th' },
  text: {
    fr: 'XSD compare une borne et un nombre chiffre à chiffre ; un lecteur de JSON arrondit à 17 chiffres environ. `0.99999999999999999999` est donc plus petit que 1 en XSD, et égal à 1 une fois lu.',
    en: 'XSD compares a bound and a number digit by digit; a JSON reader rounds to about 17 digits. `0.99999999999999999999` is thus smaller than 1 in XSD, and equal to 1 once read.',
  },
};

const BOOLEANS: Limit = {
  title: { fr: 'Les écritures de oui et non', en: 'Spellings of yes and no' },
  text: {
    fr: "Le XSD accepte toutes les écritures des XSD publiés, qui sont lues comme un booléen ; le JSON n'accepte que `true` et `false`.",
    en: 'The XSD accepts all spellings of the published XSD files, which are read as a boolean; JSON only accepts `true` and `false`.',
  },
  items: Object.entries(XML_BOOLEANS).map(([spelling, value]) => ({
    fr: `\`${spelling}\` se lit \`${value}\``,
    en: `\`${spelling}\` is read as \`${value}\``,
  })),
};

const EMPTY: Limit = {
  title: { fr: 'Les éléments facultatifs vides', en: 'Empty optional elements' },
  text: {
    fr: "Le XSD refuse un élément facultatif vide dont la valeur ne peut pas l'être (`<idAccordCadre/>`). À la lecture, il est tenu pour absent.",
    en: 'The XSD refuses an empty optional element whose value cannot be empty (`<idAccordCadre/>`). On reading, it counts as absent.',
  },
};
