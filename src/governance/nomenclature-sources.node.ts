/** Reads the COG and the list of countries out of the installed packages, as `nomenclatures()` wants them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { under } from '../host/paths.node.ts';
import { cogEdition, nomenclatures, type CogSource, type CountrySource } from '../model/nomenclature.ts';

const COG = '@etalab/decoupage-administratif';
const COUNTRIES = 'i18n-iso-countries';

const { resolve } = createRequire(import.meta.url);
const text = (path: string): string => readFileSync(resolve(path), 'utf8');
// Read as files: imported, the eight megabytes of communes would be type-checked as one literal.
const json = (path: string): unknown => JSON.parse(text(path));

/** The edition of the COG that is installed, with its year. */
export function installedCog(): CogSource {
  const { version } = json(`${COG}/package.json`) as { version: string };
  return {
    edition: cogEdition(text(`${COG}/README.md`), version),
    communes: json(`${COG}/data/communes.json`) as CogSource['communes'],
    departements: json(`${COG}/data/departements.json`) as CogSource['departements'],
    regions: json(`${COG}/data/regions.json`) as CogSource['regions'],
    arrondissements: json(`${COG}/data/arrondissements.json`) as CogSource['arrondissements'],
  };
}

/** The country codes that are installed, with their French and English names. */
export function installedCountries(): CountrySource {
  return { codes: json(`${COUNTRIES}/codes.json`) as CountrySource['codes'], fr: names('fr'), en: names('en') };
}

function names(lang: 'fr' | 'en'): CountrySource['fr'] {
  return (json(`${COUNTRIES}/langs/${lang}.json`) as { countries: CountrySource['fr'] }).countries;
}

/** `npm run nomenclatures`: writes the lists of `schema/nomenclatures/` again. */
export function runNomenclatures(): Promise<ExitCode> {
  for (const [name, list] of nomenclatures(installedCog(), installedCountries())) {
    writeFileSync(under('schema', 'nomenclatures', name), list);
    console.log(`schema/nomenclatures/${name} : ${list.split('\n').length - 2} codes`);
  }
  return Promise.resolve(EXIT.conforming);
}
