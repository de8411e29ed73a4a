/** The places where the published XSD 2.0.2 and JSON Schema 2.0.3 said different things, and what both forms say now. */

type Fields = Record<string, unknown>;
type Kind = 'marche' | 'contrat-concession';

/**
 * The same data in both forms, made from a sound record: an edit of its XML, and one of its JSON. `xsd` is the verdict of the XSD where
 * it cannot be that of the schema, `reader` what is said of the XML once it is read, where that differs: the page of limits tells both.
 */
export type Case = {
  what: string;
  kind?: Kind;
  xml: (text: string) => string;
  json: (record: Fields, file: Fields) => unknown;
  accepted: boolean;
  xsd?: boolean;
  reader?: boolean;
};

export type Difference = { number: number; title: string; cases: Case[] };

const put =
  (name: string, content: string) =>
  (text: string): string =>
    text.replace(new RegExp(`<${name}>[^<]*</${name}>`), `<${name}>${content}</${name}>`);
/** A field left out. */
const without =
  (name: string) =>
  (text: string): string =>
    text.replace(new RegExp(`<${name}>[^<]*</${name}>`), '');
const drop =
  (name: string) =>
  (record: Fields): void =>
    void Reflect.deleteProperty(record, name);
const same = (text: string): string => text;
const set =
  (name: string, value: unknown) =>
  (record: Fields): void =>
    void (record[name] = value);

/** An edit of the first item of a list: the item comes twice. */
const twice =
  (element: string) =>
  (text: string): string =>
    text.replace(new RegExp(`<${element}>[\\s\\S]*?</${element}>`), (item) => item + item);
const double =
  (list: (record: Fields) => unknown[]) =>
  (record: Fields): void =>
    void list(record).push(list(record)[0]);

/** An unknown element as the last child of the first `parent`. */
const strange =
  (parent: string) =>
  (text: string): string =>
    text.replace(`</${parent}>`, `<surplus>x</surplus></${parent}>`);
const surplus =
  (at: (record: Fields) => Fields) =>
  (record: Fields): void =>
    void (at(record)['surplus'] = 'x');

const refused = (what: string, xml: Case['xml'], json: Case['json'], kind: Kind = 'marche'): Case => ({
  what,
  xml,
  json,
  kind,
  accepted: false,
});
const taken = (what: string, xml: Case['xml'], json: Case['json'], kind: Kind = 'marche'): Case => ({
  what,
  xml,
  json,
  kind,
  accepted: true,
});

const LONE = /<marche>[\s\S]*<\/marche>/;

export const DIFFERENCES: readonly Difference[] = [
  {
    number: 1,
    title: 'the name of the elements in modificationsActesSousTraitance is that of JSON, singular',
    cases: [
      taken('modificationActeSousTraitance', same, () => undefined),
      refused(
        'modificationActesSousTraitance',
        (text) => text.replaceAll('modificationActeSousTraitance', 'modificationActesSousTraitance'),
        (record) => {
          const list = record['modificationsActesSousTraitance'] as Fields[];
          list[0] = { modificationActesSousTraitance: list[0]!['modificationActeSousTraitance'] };
        },
      ),
    ],
  },
  {
    number: 2,
    title: 'dates follow the calendar, and a zone of XML, which JSON does not have, leaves the day as it is',
    cases: [
      refused('31 February', put('dateNotification', '2024-02-31'), set('dateNotification', '2024-02-31')),
      refused('29 February of 2023', put('dateNotification', '2023-02-29'), set('dateNotification', '2023-02-29')),
      refused('words around a date', put('dateNotification', 'le 2024-03-01'), set('dateNotification', 'le 2024-03-01')),
      taken('29 February of 2024', put('dateNotification', '2024-02-29'), set('dateNotification', '2024-02-29')),
      taken('a zone', put('dateNotification', '2024-02-01+01:00'), set('dateNotification', '2024-02-01')),
      taken('blanks around', put('dateNotification', ' 2024-02-01\n'), set('dateNotification', '2024-02-01')),
    ],
  },
  {
    number: 3,
    title: 'XML may spell a boolean in six ways; each is the boolean that JSON has',
    cases: [
      ...[' true ', '1', 'oui'].map((word) => taken(word, put('marcheInnovant', word), set('marcheInnovant', true))),
      ...['false', '0', 'non'].map((word) => taken(word, put('marcheInnovant', word), set('marcheInnovant', false))),
      ...['Oui', 'yes', 'vrai', ''].map((word) =>
        refused(`« ${word} »`, put('marcheInnovant', word), set('marcheInnovant', word)),
      ),
    ],
  },
  {
    number: 4,
    title: 'a share of origin is a number from 0 to 1, and never an empty text',
    cases: [
      ...['', ' '].map((text) => ({ ...refused(`« ${text} »`, put('origineUE', text), set('origineUE', text)), reader: true })),
      ...[1.01, -0.01].map((share) => refused(String(share), put('origineUE', String(share)), set('origineUE', share))),
      taken('0.5', put('origineUE', '0.50'), set('origineUE', 0.5)),
      taken('left out', without('origineUE'), drop('origineUE')),
    ],
  },
  {
    number: 5,
    title: 'the identifier of a framework agreement is left out where there is none, and never empty',
    cases: [
      { ...refused('empty', put('idAccordCadre', ''), set('idAccordCadre', '')), reader: true },
      refused('blank', put('idAccordCadre', ' '), set('idAccordCadre', ' ')),
      refused('17 characters', put('idAccordCadre', 'a'.repeat(17)), set('idAccordCadre', 'a'.repeat(17))),
      taken('16 characters', put('idAccordCadre', 'é'.repeat(16)), set('idAccordCadre', 'é'.repeat(16))),
      taken('left out', without('idAccordCadre'), drop('idAccordCadre')),
    ],
  },
  {
    number: 6,
    title: 'the data of performance may be an empty list',
    cases: [
      taken(
        'no year',
        (text) => text.replace(/<donneesExecution>[\s\S]*<\/donneesExecution>/, '<donneesExecution/>'),
        set('donneesExecution', []),
        'contrat-concession',
      ),
    ],
  },
  {
    number: 7,
    title: 'nothing comes twice in a list; what XSD 1.0 cannot compare is among its limits',
    cases: [
      refused(
        'a contractor',
        twice('titulaire'),
        double(({ titulaires }) => titulaires as unknown[]),
      ),
      refused(
        'a technique',
        twice('technique'),
        double(({ techniques }) => (techniques as Fields)['technique'] as unknown[]),
      ),
      refused(
        'a type of price',
        twice('typePrix'),
        double(({ typesPrix }) => (typesPrix as Fields)['typePrix'] as unknown[]),
      ),
      refused(
        'a social consideration',
        twice('considerationSociale'),
        double(({ considerationsSociales }) => (considerationsSociales as Fields)['considerationSociale'] as unknown[]),
      ),
      refused(
        'an act of subcontracting',
        twice('acteSousTraitance'),
        double(({ actesSousTraitance }) => actesSousTraitance as unknown[]),
      ),
      refused(
        'a concessionaire',
        twice('concessionnaire'),
        double(({ concessionnaires }) => concessionnaires as unknown[]),
        'contrat-concession',
      ),
      {
        ...refused(
          'a modification',
          twice('modification'),
          double(({ modifications }) => modifications as unknown[]),
        ),
        xsd: true,
      },
    ],
  },
  {
    number: 8,
    title: 'unknown names are refused everywhere',
    cases: [
      refused(
        'in the record',
        strange('marche'),
        surplus((record) => record),
      ),
      refused(
        'in the buyer',
        strange('acheteur'),
        surplus(({ acheteur }) => acheteur as Fields),
      ),
      refused(
        'in the place',
        strange('lieuExecution'),
        surplus(({ lieuExecution }) => lieuExecution as Fields),
      ),
      refused(
        'in a contractor',
        strange('titulaire'),
        surplus(({ titulaires }) => (titulaires as Fields[])[0]!['titulaire'] as Fields),
      ),
      refused(
        'around a contractor',
        strange('titulaires'),
        surplus(({ titulaires }) => (titulaires as Fields[])[0]!),
      ),
      refused(
        'in a subcontractor',
        strange('sousTraitant'),
        surplus(
          ({ actesSousTraitance }) =>
            ((actesSousTraitance as Fields[])[0]!['acteSousTraitance'] as Fields)['sousTraitant'] as Fields,
        ),
      ),
      refused(
        'in the techniques',
        strange('techniques'),
        surplus(({ techniques }) => techniques as Fields),
      ),
      refused('beside the records', strange('marches'), (_, { marches }) => void ((marches as Fields)['surplus'] = 'x')),
      refused(
        'in a fare',
        (text) => text.replace('</tarif>\n', '</tarif><surplus>x</surplus>\n'),
        surplus(
          ({ donneesExecution }) =>
            (((donneesExecution as Fields[])[0]!['donneesAnnuelles'] as Fields)['tarifs'] as Fields[])[0]!['tarif'] as Fields,
        ),
        'contrat-concession',
      ),
    ],
  },
  {
    number: 9,
    title: 'the root is marches, and holds a record at least',
    cases: [
      refused(
        'no record',
        (text) => text.replace(LONE, ''),
        (_, file) => void (file['marches'] = {}),
      ),
      refused(
        'an empty list',
        (text) => text.replace(LONE, ''),
        (_, file) => void (file['marches'] = { marche: [] }),
      ),
      refused(
        'a record as root',
        (text) => LONE.exec(text)![0],
        (record) => record,
      ),
      refused(
        'another root',
        (text) => text.replaceAll('marches>', 'donnees>'),
        (_, { marches }) => ({ donnees: marches }),
      ),
      refused(
        'text as root',
        () => '<marches>x</marches>',
        () => 'x',
      ),
    ],
  },
  {
    number: 10,
    title: 'both kinds of record may stand in one file, in any order in XML, in two lists in JSON',
    cases: [
      taken(
        'a concession between two marchés',
        (text) => text.replace(LONE, (marche) => `${marche}§${marche}`),
        (record, file) => void (file['marches'] = { marche: [record, record], 'contrat-concession': ['§'] }),
      ),
    ],
  },
  {
    number: 11,
    title: 'the buyer holds its identifier, and no free text',
    cases: [
      refused('text before the identifier', (text) => text.replace('<acheteur>', '<acheteur>Mairie'), set('acheteur', 'Mairie')),
      refused(
        'text alone',
        (text) => text.replace(/<acheteur>[\s\S]*<\/acheteur>/, '<acheteur>Mairie</acheteur>'),
        set('acheteur', 'Mairie'),
      ),
    ],
  },
  {
    number: 12,
    title: 'an integer has digits only in XML; what JSON writes as 12.0 or 5e5 becomes 12 and 500000',
    cases: [
      taken('+012', put('dureeMois', '+012'), set('dureeMois', 12)),
      taken('12', put('dureeMois', '12'), set('dureeMois', Number('12.0'))),
      taken('500000', put('montant', '500000'), set('montant', Number('5e5'))),
      refused('12.0', put('dureeMois', '12.0'), set('dureeMois', '12.0')),
      refused('5.0E5', put('montant', '5.0E5'), set('montant', '5.0E5')),
      refused('1,5', put('montant', '1,5'), set('montant', '1,5')),
      refused('1.5 months', put('dureeMois', '1.5'), set('dureeMois', 1.5)),
    ],
  },
  {
    number: 13,
    title: 'the fields of a record come in any order',
    cases: [
      taken(
        'nature last',
        (text) =>
          text.replace(/\s*<nature>.*<\/nature>([\s\S]*)(?=<\/marche>)/, (_, rest: string) => `${rest}<nature>Marché</nature>`),
        (record, file) => {
          const { nature: _, ...rest } = record;
          file['marches'] = { marche: [{ ...rest, nature: 'Marché' }] };
        },
      ),
    ],
  },
  {
    number: 16,
    title: 'a file may say its version, X.Y, in both forms',
    cases: [
      taken(
        '2.1',
        (text) => text.replace('<marches>', '<marches version="2.1">'),
        (_, file) => void (file['version'] = '2.1'),
      ),
      ...['v2.1', '2.1.0', '', '2'].map((label) =>
        refused(
          `« ${label} »`,
          (text) => text.replace('<marches>', `<marches version="${label}">`),
          (_, file) => void (file['version'] = label),
        ),
      ),
    ],
  },
];
