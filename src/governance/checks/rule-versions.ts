import type { Rule } from '../../model/rules.ts';
import { compareVersions } from '../../model/releases.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';
import { readSource, type SourceText } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import type { SchemaFiles } from '../problem.ts';
import type { Fault } from './rule-texts.ts';

/** `since` and `until` are versions of `releases.json`, in this order. */
export function versionFaults(rule: SourceText, files: SchemaFiles): Fault[] {
  const known = knownVersions(files);
  const [since, until] = [written(rule, '/since'), written(rule, '/until')];
  const unknown = [since, until].filter((one) => one !== undefined).filter(({ version }) => !known.includes(version));
  if (unknown.length > 0)
    return unknown.map(({ at, version, isText }) => ({
      at,
      texts: isText ? notAVersion(version, known) : aNumber(version, known),
    }));
  if (!since || !until || compareVersions(since.version, until.version) <= 0) return [];
  return [{ at: since.at, texts: backwards(since.version, until.version) }];
}

type Written = { at: string; version: string; isText: boolean };

/** A version as it is written: `2.0` is a number in YAML, and no version. */
function written(rule: SourceText, at: string): Written | undefined {
  const value = valueAt(rule.value, at);
  if (typeof value === 'string') return { at, version: value, isText: true };
  return typeof value === 'number' ? { at, version: rule.written(at) ?? String(value), isText: false } : undefined;
}

/** The published versions, and the number that `next` is expected to get. */
function knownVersions(files: SchemaFiles): string[] {
  const releases = valueAt(readSource(files.get('releases.json') ?? '').value, '/releases');
  return (Array.isArray(releases) ? releases : [])
    .map((release) => valueAt(release, '/expectedVersion') ?? valueAt(release, '/version'))
    .filter((version) => typeof version === 'string');
}

const notAVersion = (version: string, known: readonly string[]): Texts => ({
  fr: `« ${version} » n'est pas une version du format ; au choix : ${known.join(', ')}`,
  en: `“${version}” is not a version of the format; choose one of ${known.join(', ')}`,
});

/** Which version was meant, where one begins so. */
const aNumber = (version: string, known: readonly string[]): Texts => {
  const meant = known.find((one) => one.startsWith(`${version}.`)) ?? known.at(-1) ?? '';
  return {
    fr: `« ${version} » est lu comme un nombre, et n'est pas une version du format ; écrivez-la en entier et entre guillemets, p. ex. '${meant}' ; au choix : ${known.join(', ')}`,
    en: `“${version}” is read as a number, and is not a version of the format; write it in full and in quotes, e.g. '${meant}'; choose one of ${known.join(', ')}`,
  };
};

const backwards = (since: string, until: string): Texts => ({
  fr: `la règle commencerait à la version ${since}, après celle où elle finit (« until » : ${until}) ; corrigez l'une des deux`,
  en: `the rule would begin with version ${since}, after the one where it ends (“until”: ${until}); mend one of them`,
});

/** What the answer of these functions hangs on, besides the data. */
const MOVING: Record<string, Texts> = {
  aujourdhui: { fr: 'avec le jour du contrôle', en: 'with the day of the check' },
  nomenclature: { fr: 'avec les listes de schema/nomenclatures', en: 'with the lists of schema/nomenclatures' },
  cpvExiste: { fr: 'avec la liste CPV de schema/nomenclatures', en: 'with the CPV list of schema/nomenclatures' },
  cpvCle: { fr: 'avec la liste CPV de schema/nomenclatures', en: 'with the CPV list of schema/nomenclatures' },
};

/**
 * What is wrong with the functions that a rule calls: an error of family `reglementaire` makes a file not conform in the name of
 * a version, so its verdict may hang on the data alone.
 */
export function versionBearingFaults(rule: Rule, calls: readonly string[]): Texts[] {
  if (rule.family !== 'reglementaire' || rule.severity !== 'error') return [];
  return [...new Set(calls)].flatMap((name) => {
    const why = Object.hasOwn(MOVING, name) ? MOVING[name] : undefined;
    return why ? [moving(name, why)] : [];
  });
}

const moving = (name: string, why: Texts): Texts => ({
  fr: `une règle « reglementaire » de gravité « error » n'appelle pas ${name}() : son verdict changerait ${why.fr}, sans nouvelle version du format ; passez-la en « warning », ou écrivez-la autrement`,
  en: `a “reglementaire” rule of severity “error” does not call ${name}(): its verdict would change ${why.en}, without a new version of the format; make it a “warning”, or write it otherwise`,
});
