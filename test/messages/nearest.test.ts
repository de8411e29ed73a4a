import { expect, test } from 'vitest';
import { nearest, normalise } from '../../src/messages/nearest.ts';
import { PROCEDURES, TYPES } from './codes.ts';

const CCAG = ["Maitrise d'œuvre", "Techniques de l'information et de la communication", 'Travaux'];
const NAMES = ['dateNotification', 'datePublicationDonnees', 'techniques', 'titulaires', 'montant', 'nom'];

test.each([
  ['Procédure Adaptée', PROCEDURES, ['Procédure adaptée']],
  ['PROCEDURE ADAPTEE ', PROCEDURES, ['Procédure adaptée']],
  ['Appel d offres ouvert', PROCEDURES, ["Appel d'offres ouvert"]],
  ['Appel d’offres  ouvert', PROCEDURES, ["Appel d'offres ouvert"]],
  ["Appel d'offres", PROCEDURES, ["Appel d'offres ouvert", "Appel d'offres restreint"]],
  ["Appel d'ofre ouvert", PROCEDURES, ["Appel d'offres ouvert"]],
  ['dialogue competitif', PROCEDURES, ['Dialogue compétitif']],
  ['MAPA', PROCEDURES, []],
  ['siret', TYPES, ['SIRET']],
  ['HORS_UE', TYPES, ['HORS-UE']],
  ['FRW', TYPES, ['FRWF']],
  ['TVA_INTRACOMMUNAUTAIRE', TYPES, ['TVA']],
  ['UE', TYPES, []],
  ["Maîtrise d'oeuvre", CCAG, ["Maitrise d'œuvre"]],
  ['Techniques de l’information et de la communication', CCAG, ["Techniques de l'information et de la communication"]],
  ['nom ', NAMES, ['nom']],
  ['date_notification', NAMES, ['dateNotification']],
  ['technique', NAMES, ['techniques']],
  ['montan', NAMES, ['montant']],
  ['couleur', NAMES, []],
  ['', NAMES, []],
  ['   ', NAMES, []],
])('“%s” suggests the right ones', (found, known, expected) => {
  expect(nearest(found, known)).toEqual(expected);
});

test('too many equally near suggest nothing', () => {
  expect(nearest('Code', ['Code postal', 'Code commune', 'Code canton', 'Code pays'])).toEqual([]);
});

test('at most three are suggested', () => {
  expect(nearest('pays 1', ['pays 2', 'pays 3', 'pays 11', 'pays 12', 'pays 13']).length).toBeLessThanOrEqual(3);
});

test('a text of a megabyte suggests nothing', () => {
  expect(nearest('Procédure '.repeat(100_000), PROCEDURES)).toEqual([]);
});

test('spellings of one thing are equal once normalised', () => {
  expect(normalise(' Maîtrise d’Œuvre ')).toBe(normalise("maitrise d'oeuvre"));
  expect(normalise('codeCPV')).toBe('code cpv');
});
