/** All URLs of the site. They are the same in both languages (English is under `/en/`) and must not change once published. */

import organisation from '../../schema/organisation.json' with { type: 'json' };

/** An identifier as a part of an address: dots are kept out, they would look like a file. */
const part = (id: string): string => encodeURIComponent(id.replaceAll('.', '-'));

/** An anchor made of any text: accents folded, everything but letters, digits and hyphens away. */
export const anchorOf = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The origin of the published site, for files that need absolute URLs (`sitemap.xml`, `llms.txt`). */
export const ORIGIN: string = organisation.site;

export const HOME = '/';
export const FIELDS = '/champs/';
export const fieldUrl = (field: string): string => `/champs/${part(field)}/`;
export const CODELISTS = '/codes/';
export const codelistUrl = (name: string): string => `/codes/${part(name)}/`;
/** Signs by which a code differs from nothing else than the one that replaced it: the curly apostrophe, the î of « Maîtrise ». */
const TELLING = /[\u2019\u00ee]/g;

/** The anchor of a code in the page of its list. */
export const codeAnchor = (code: string): string =>
  ['code', anchorOf(code), ...[...code.matchAll(TELLING)].map(([sign]) => `u${sign.charCodeAt(0).toString(16)}`)].join('-');
export const codeUrl = (name: string, code: string): string => `${codelistUrl(name)}#${codeAnchor(code)}`;
export const NOMENCLATURES = '/nomenclatures/';
export const nomenclatureUrl = (name: string): string => `/nomenclatures/${part(name)}/`;
export const RULES = '/regles/';
export const ruleUrl = (id: string): string => `/regles/${part(id)}/`;
export const FINDINGS = '/constats/';
export const findingUrl = (code: string): string => `/constats/${part(code)}/`;
export const VERSIONS = '/versions/';
/** `2.0.3` keeps its dots: that is how versions are called. */
export const versionUrl = (version: string): string => `/versions/${version}/`;
export const COMPARE = '/versions/comparer/';
export const compareUrl = (from: string, to: string): string => `/versions/comparer/${from}-${to}/`;
export const MIGRATIONS = '/migrations/';
/** The step that leads to a version. */
export const migrationUrl = (version: string): string => `/migrations/${version}/`;
export const LEGAL = '/textes/';
export const legalUrl = (id: string): string => `/textes/${part(id)}/`;
export const STRUCTURE = '/structure/';
export const CHECK = '/controler/';
export const FORM = '/saisir/';
export const CHANGES = '/ce-qui-change/';
export const GUIDES = '/guides/';
export const guideUrl = (name: string): string => `/guides/${name}/`;
export const SEARCH = '/recherche/';
export const DOWNLOADS = '/telechargements/';
/** The documents of our extension of OCDS. */
export const OCDS_FILES = '/ocds/';
/** Folders of files that exist once for both languages. */
export const SHARED_FOLDERS: readonly string[] = [DOWNLOADS, OCDS_FILES];

/** The page of a code of a finding: that of the rule, or that of the catalogue. */
export const findingOrRuleUrl = (code: string): string => (code.includes('.') ? findingUrl(code) : ruleUrl(code));

const REPOSITORY: string = organisation.repository;

/** The form where an error of the format is reported (`.github/ISSUE_TEMPLATE`): `champ` and `version` are fields of it. */
export const errorFormUrl = (field: string, version: string): string =>
  `${REPOSITORY}/issues/new?${new URLSearchParams({ template: '2-erreur-dans-le-format.yml', champ: field, version }).toString()}`;

/** The URL of a download in links. Downloads exist once for both languages, so Docusaurus must not rewrite the URL. */
export const downloadLink = (url: string): string => `pathname://${url}`;
export const codelistFile = (name: string, type: 'csv' | 'json'): string => `${DOWNLOADS}codes/${name}.${type}`;
export const nomenclatureFile = (name: string, type: 'csv' | 'json'): string => `${DOWNLOADS}nomenclatures/${name}.${type}`;
export const versionFile = (version: string, file: string): string => `${DOWNLOADS}versions/${version}/${file}`;
/** A table with faults, to try the check with. */
export const SAMPLE_FILE = `${DOWNLOADS}exemples/marches-a-corriger.csv`;
export const comparisonFile = (from: string, to: string): string => `${DOWNLOADS}comparaisons/${from}-${to}.json`;
