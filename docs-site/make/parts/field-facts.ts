/** The facts at the head of the page of a field: where it is, its type, and so on. */
import { SITE } from '../../../src/messages/compiled/site.ts';
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import { constraintWords } from '../../../src/generate/dictionary/describe.ts';
import { type Life, type Lives, livesOf } from '../lives.ts';
import type { SiteData } from '../types.ts';
import { fieldUrl } from '../../shared/urls.ts';
import { presenceOf, typeOf } from './facets.ts';
import type { Sample } from './sample.ts';
import { stepsOf } from './strip.ts';
import { versionLink } from './version-name.ts';
import { filled, type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, distinct, facts, lines, link, ticked } from './html.ts';

/** Beyond this number, the columns of an object are counted instead of listed. */
const MOST_COLUMNS = 3;

export function fieldFacts(life: Life, sample: Sample | undefined, data: SiteData, lang: Lang): Html {
  const { id, field, last } = life;
  const { label: labels, 'id-note': idNote } = SITE_FIELDS[lang];
  const { holder: holders, colon } = SITE[lang];
  const several = new Set(last.spots.map(({ holder }) => holder)).size > 1;
  const of = (reported: (spot: Life['last']['spots'][number]) => Html): Html =>
    lines(
      distinct(last.spots.map((spot) => (several ? html`${holders[spot.holder]()}${colon()}${reported(spot)}` : reported(spot)))),
    );
  const entries = last.spots.map(({ entry }) => entry);
  return facts([
    [labels.version(), describedIn(life, data, lang)],
    [labels.within(), parentsOf(life, livesOf(data), lang)],
    [labels.json(), of(({ entry }) => code(entry.json))],
    [labels.xml(), of(({ entry }) => code(entry.xml))],
    [labels.column(), columnsOf(sample, lang)],
    [labels.type(), lines([...new Set(entries.map((entry) => typeOf(entry, lang)))].map(ticked))],
    [labels.presence(), lines([...new Set(entries.map((entry) => presenceOf(entry, lang)))])],
    [labels.constraints(), lines([...new Set(entries.flatMap((entry) => constraintWords(entry.node, lang)))].map(ticked))],
    [labels.unit(), field.unit?.[lang]],
    [labels.inside(), childrenOf(life, livesOf(data), lang)],
    [labels.id(), html`${code(id)} (${idNote()})`],
  ]);
}

/** The version that the page describes, and the one since which path, type, presence, constraints and codes are the same. */
function describedIn(life: Life, data: SiteData, lang: Lang): Html {
  const steps = stepsOf(life, lang).slice(0, life.stages.indexOf(life.last) + 1);
  const since = steps.findLast(({ state }) => state !== 'same')?.stage.model.version;
  const version = versionLink(life.last.model.version, data, lang);
  if (since === undefined || since === life.last.model.version) return version;
  return html`${version}, ${filled(SITE_FIELDS[lang].since, { version: versionLink(since, data, lang) })}`;
}

function columnsOf(sample: Sample | undefined, lang: Lang): Content {
  const names = [...(sample?.columns.keys() ?? [])];
  const words = SITE_FIELDS[lang];
  if (names.length === 0) return '';
  const shown = lines(names.slice(0, MOST_COLUMNS).map(code));
  const more =
    names.length > MOST_COLUMNS ? html`… (${words['many-columns']({ count: FORMATTERS[lang].number(names.length) })})` : '';
  const numbered = names.some((name) => /\.[0-9]/.test(name)) ? ` (${words['column-note']()})` : '';
  return html`${shown}${more}${numbered}`;
}

const titled = ({ id, field }: Life, lang: Lang): Html => link(fieldUrl(id), field.title[lang]);

/** The parents of a field in the described version: a record, or the objects and lists that contain it. */
function parentsOf({ last }: Life, lives: Lives, lang: Lang): Html {
  const parents = last.spots.map(({ holder, entry }) => {
    const above = [...lives.values()].find(({ stages }) =>
      stages.some(
        ({ model, spots }) =>
          model === last.model && spots.some((spot) => spot.holder === holder && spot.entry.path === entry.parent),
      ),
    );
    return above ? titled(above, lang) : html`${SITE[lang].holder[holder]()}`;
  });
  return joined(distinct(parents), ', ');
}

/** The fields directly inside a field, in the described version. */
function childrenOf({ last }: Life, lives: Lives, lang: Lang): Html {
  const inside = [...lives.values()].filter(({ stages }) =>
    stages.some(
      ({ model, spots }) =>
        model === last.model &&
        spots.some((spot) =>
          last.spots.some(({ holder, entry }) => holder === spot.holder && entry.path === spot.entry.parent && entry.path !== ''),
        ),
    ),
  );
  return joined(
    inside.map((one) => titled(one, lang)),
    ', ',
  );
}
