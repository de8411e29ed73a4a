/** Cases of every code: data for the golden files and for the laws that hold for all messages. */
import type { Finding, RecordKind } from '../../src/finding.ts';
import type { Code, Params } from '../../src/messages.ts';
import { findingOf } from '../../src/messages.ts';
import { PROCEDURES, TYPES } from './codes.ts';

const DATE =
  '^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$';
const SIRET = '^[0-9]{14}$';
const CPV = '^[0-9]{8}(-[0-9])?$';
const NOT_BLANK = '[^ \\t\\r\\n]';
const VERSION = '^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$';
const UID = '^[0-9]{14}.{7,16}$';

const COUNTRIES = Array.from({ length: 249 }, (_, i) => `Pays ${String(i + 1)}`);

const RECORD = '/marches/marche/12';
const record = { kind: 'marche' as RecordKind, index: 12, id: '2024-013' };

const inRecord = <C extends Code>(code: C, path: string, params: Params[C]): Finding =>
  findingOf(code, RECORD + path, params, { record });
const inFile = <C extends Code>(code: C, params: Params[C], path = ''): Finding => findingOf(code, path, params);
const type = (path: string, expected: string[], value: unknown): Finding => inRecord('schema.type', path, { expected, value });
const pattern = (path: string, of: string, value: string): Finding => inRecord('schema.pattern', path, { pattern: of, value });

const dates = [
  '01/03/2024',
  '03/25/2024',
  '2024/3/1',
  '20240301',
  '1er mars 2024',
  '2024-03-01T10:00:00Z',
  '2023-02-29',
  '31/04/2024',
  '2024-13-01',
  'mars 2024',
  '',
];
const sirets = ['217 500 016 00012', '2175000160001', '1234567890123', '217500016', '217500016000123', 'MAIRIE', '   '];
const cpvs = ['45233 140', '452331402', '3192000', 'travaux'];

export const CASES: Record<string, Finding[]> = {
  'schema-names': [
    inRecord('schema.required', '', { property: 'acheteur' }),
    inRecord('schema.required', '/acheteur', { property: 'id' }),
    inRecord('schema.required', '/titulaires/0', { property: 'titulaire' }),
    findingOf(
      'schema.required',
      '/marches/contrat-concession/0',
      { property: 'objet' },
      { record: { kind: 'contrat-concession', index: 0 } },
    ),
    inFile('schema.required', { property: 'marches' }),
    inRecord('schema.additionalProperties', '/technique', { property: 'technique' }),
    inRecord('schema.additionalProperties', '/_type', { property: '_type' }),
    inRecord('schema.additionalProperties', '/acheteur/nom', { property: 'nom' }),
    inRecord('schema.additionalProperties', '/montan', { property: 'montan' }),
    inRecord('schema.additionalProperties', '/titulaires/0/id', { property: 'id' }),
    inRecord('schema.additionalProperties', '/couleur', { property: 'couleur' }),
    inFile('schema.additionalProperties', { property: 'Marches' }, '/Marches'),
  ],
  'schema-type': [
    type('/montant', ['number'], '12000'),
    type('/montant', ['number'], '12 000,50 €'),
    type('/montant', ['number'], '1,234'),
    type('/montant', ['number'], 'NC'),
    type('/montant', ['number'], ''),
    type('/dureeMois', ['integer'], '24'),
    type('/dureeMois', ['integer'], '1,5'),
    type('/dureeMois', ['integer'], 1.5),
    type('/marcheInnovant', ['boolean'], 'oui'),
    type('/marcheInnovant', ['boolean'], 'Non'),
    type('/marcheInnovant', ['boolean'], 1),
    type('/marcheInnovant', ['boolean'], 'peut-être'),
    type('/origineUE', ['number'], null),
    { ...type('/origineUE', ['number'], null), params: { expected: ['number'], value: null, mark: 'own' } },
    type('/origineUE', ['number', 'null'], 'inconnue'),
    type('/acheteur/id', ['string'], 21750001600012),
    type('/objet', ['string'], true),
    type('/objet', ['string'], ['Travaux de voirie']),
    type('/acheteur', ['object'], '21750001600012'),
    type('/titulaires', ['array'], { titulaire: { id: '21750001600012', typeIdentifiant: 'SIRET' } }),
    type('/titulaires/0', ['object'], '21750001600012'),
    type('/modifications', ['array'], 'aucune'),
    type('/techniques', ['object'], ['Accord-cadre']),
    type('/techniques', ['object'], []),
  ],
  'schema-enum': [
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: 'Procédure Adaptée' }),
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: 'Appel d’offres ouvert' }),
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: 'MAPA' }),
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: '' }),
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: null }),
    inRecord('schema.enum', '/procedure', { allowed: PROCEDURES, value: 3 }),
    inRecord('schema.enum', '/procedure', {
      allowed: PROCEDURES,
      value: "Appel d'offre",
      nearest: ["Appel d'offres ouvert", "Appel d'offres restreint"],
    }),
    inRecord('schema.enum', '/titulaires/0/titulaire/typeIdentifiant', { allowed: TYPES, value: 'HORS_UE' }),
    inRecord('schema.enum', '/titulaires/0/titulaire/typeIdentifiant', { allowed: TYPES, value: 'UE' }),
    inRecord('schema.enum', '/lieuExecution/pays', { allowed: COUNTRIES, value: 'pays-12' }),
    inRecord('schema.enum', '/lieuExecution/pays', { allowed: COUNTRIES, value: 'Atlantide' }),
  ],
  'schema-pattern': [
    ...dates.map((value) => pattern('/dateNotification', DATE, value)),
    ...sirets.map((value) => pattern('/acheteur/id', SIRET, value)),
    ...cpvs.map((value) => pattern('/codeCPV', CPV, value)),
    pattern('/objet', NOT_BLANK, '  \t '),
    findingOf('schema.pattern', '/version', { pattern: VERSION, value: 'v2.0.3' }),
    pattern('/uid', UID, '2024-013'),
    pattern('/_type', '^Marché$', 'Marche'),
    pattern('/_type', '^Contrat de concession$', 'concession'),
    pattern('/code', '^[A-Z]{3}$', 'abc'),
  ],
  'schema-bounds': [
    inRecord('schema.minLength', '/idAccordCadre', { limit: 1, length: 0, value: '' }),
    inRecord('schema.minLength', '/id', { limit: 7, length: 5, value: '24-13' }),
    inRecord('schema.maxLength', '/idAccordCadre', { limit: 16, length: 20, value: 'marché global - 2024' }),
    inRecord('schema.maxLength', '/id', { limit: 16, length: 17, value: '2024-000000000013' }),
    inRecord('schema.minimum', '/montant', { limit: 1, value: 0 }),
    inRecord('schema.minimum', '/montant', { limit: 1, value: -1234567.89 }),
    inRecord('schema.maximum', '/origineUE', { limit: 1, value: 33.3 }),
    inRecord('schema.maximum', '/origineUE', { limit: 1, value: 1e21 }),
    inRecord('schema.minItems', '/titulaires', { limit: 1, count: 0 }),
    inRecord('schema.minItems', '/titulaires', { limit: 3, count: 1 }),
    inRecord('schema.uniqueItems', '/titulaires/2', { first: `${RECORD}/titulaires/0` }),
    inFile('schema.uniqueItems', { first: '/marches/3' }, '/marches/12'),
    inFile('schema.anyOf', {}, '/marches'),
  ],
  encoding: [
    inFile('encoding.bom', {}),
    inFile('encoding.invalid-utf8', {}),
    inFile('encoding.nul', {}),
    inFile('encoding.utf16', {}),
  ],
  syntax: [
    inFile('syntax.empty', {}),
    inFile('syntax.not-json', {}),
    inFile('syntax.truncated', {}),
    inFile('syntax.truncated', { closers: '}]}}' }),
    inFile('syntax.rest-not-read', {}),
    inFile('syntax.trailing-comma', {}),
    inFile('syntax.missing-comma', {}),
    inFile('syntax.not-a-number', { value: 'NaN' }),
    inFile('syntax.single-quotes', {}),
    inFile('syntax.several-texts', {}),
    inRecord('syntax.duplicate-key', '/montant', { key: 'montant' }),
    inFile('syntax.control-character', { code: 10 }),
    inFile('syntax.control-character', { code: 27 }),
    inFile('syntax.bad-escape', { found: '\\é' }),
    inFile('syntax.bad-number', { found: '012,5' }),
    inFile('syntax.comment', {}),
    inFile('syntax.unquoted-key', { found: 'montant' }),
    inFile('syntax.unexpected', { found: '}', expected: ['value', ']'] }),
    inFile('syntax.unexpected', { found: '', expected: ['end'] }),
  ],
  rules: [
    inRecord('rules.list-too-long', '', { limit: 1000 }),
    inRecord('rules.left-out', '', { reason: 'schema', version: '2.0.3' }),
    inRecord('rules.left-out', '', { reason: 'siret-acheteur-invalide', version: '2.0.3' }),
  ],
  structure: [
    inRecord('structure.too-deep', '', { limit: 64 }),
    inRecord('structure.too-many-values', '', { limit: 100_000 }),
    inFile('structure.version-label', { label: '2.1', version: '2.0.3' }),
    inRecord('structure.record-too-large', '', { limit: 16_777_216, size: 17_825_792 }),
    inRecord('structure.record-too-large', '', { limit: 16_777_216 }),
    inFile('structure.bare-list', {}),
    inFile('structure.single-record', {}),
    inFile('structure.list-of-another-version', {}, '/marches'),
    inFile('structure.wrapper', { name: 'data' }),
    inFile('structure.no-record-list', { found: 'string' }),
    inFile('structure.no-record-list', { found: ['type', 'features', 'crs', 'bbox', 'name', 'source'] }),
    inFile('structure.no-record-list', { found: [] }),
  ],
  input: [
    inFile('input.no-such-file', { file: 'donnees/2024.json' }),
    inFile('input.not-readable', { file: 'donnees/2024.json' }),
    inFile('input.bad-gzip', {}),
    inFile('input.empty-folder', { file: 'donnees' }),
    inFile('input.not-built', {}),
    inFile('input.not-a-clone', {}),
    inFile('output.is-an-input', { file: 'donnees/2024.json' }),
    inFile('input.not-a-version-number', { version: 'v2' }),
    inFile('input.version-taken', { version: '2.0.3' }),
    inFile('output.cannot-write', { file: 'rapports/constats.csv' }),
    inFile('input.unknown-version', { version: '3.0.0', known: ['1.4.0', '1.5.0', '2.0.3'] }),
    inFile('input.unknown-code', { code: 'schema.enumm', nearest: ['schema.enum'] }),
    inFile('input.unknown-code', { code: 'xyz', nearest: [] }),
    inFile('input.no-such-side', { name: '2.0.9', known: ['2.0.3', 'next'] }),
    inFile('input.not-a-schema', { file: 'schemas/marche.json' }),
    inFile('input.too-large', { file: 'donnees/2024.json', limit: 16_777_216 }),
    inFile('input.not-a-version-folder', { folder: 'schemas' }),
    inFile('input.not-a-version-folder', {
      folder: 'schema/next',
      reason: { fr: 'Il manque une liste de codes ; créez-la', en: 'A codelist is missing; create it' },
    }),
    inFile('input.schema-invalid', { side: 'previous', at: '/properties/montant/minLength', message: 'must be integer' }),
    inFile('input.schema-invalid', { side: 'next', at: '', message: 'must be object,boolean' }),
    inFile('input.schema-bad-pattern', { pattern: '([0-9]{14}' }),
    inFile('input.schema-remote', { reference: 'https://exemple.fr/marche.json' }),
    inFile('input.schema-no-target', { reference: '#/$defs/siret' }),
    inFile('input.schema-bad-address', { address: 'http://[' }),
    inFile('input.no-repository', {}),
    inFile('input.no-such-ref', { ref: 'origin/main' }),
    inFile('input.not-at-ref', { ref: 'v1', path: 'schema/suivante' }),
    inFile('input.bad-errata', {
      file: 'schema/next/errata.yaml',
      reason: { fr: '/0 : il manque « title » ; ajoutez-le', en: '/0: “title” is missing; add it' },
    }),
  ],
};

export const ALL: Finding[] = Object.values(CASES).flat();
