/** The life of a field, version by version: a strip to see at a glance, then a table that says it all. */
import { columnsOf } from '../../shared/columns.ts';
import { SITE_FIELDS } from '../../../src/messages/compiled/site-fields.ts';
import { FORMATTERS, type Lang } from '../../../packages/base/src/language.ts';
import type { Life, Stage } from '../lives.ts';
import type { SiteData } from '../types.ts';
import { type Facet, FACETS, type Facets, facetsOf } from './facets.ts';
import { versionLink } from './version-name.ts';
import { filled, type Content, html, type Html, joined } from '../../../packages/base/src/html.ts';
import { code, lines, table, ticked } from './html.ts';

type State = 'first' | 'came' | 'same' | 'changed' | 'moved' | 'gone' | 'absent';

/** A stage with what changed since the one before. */
export type Step = { stage: Stage; facets: Facets; state: State; changed: Facet[]; before: Facets | undefined };

export function stepsOf({ stages }: Life, lang: Lang): Step[] {
  const steps: Step[] = [];
  for (const stage of stages) steps.push(stepOf(stage, steps.at(-1), lang));
  return steps;
}

function stepOf(stage: Stage, previous: Step | undefined, lang: Lang): Step {
  const facets = facetsOf(stage, lang);
  const had = previous !== undefined && previous.stage.spots.length > 0;
  const has = stage.spots.length > 0;
  const before = had ? previous.facets : undefined;
  if (!has) return { stage, facets, state: had ? 'gone' : 'absent', changed: [], before };
  if (!before) return { stage, facets, state: previous ? 'came' : 'first', changed: [], before };
  const changed = FACETS.filter((facet) => facets[facet].join('\n') !== before[facet].join('\n'));
  return { stage, facets, state: stateOf(changed), changed, before };
}

const stateOf = (changed: readonly Facet[]): State =>
  changed.length === 0 ? 'same' : changed.includes('path') ? 'moved' : 'changed';

/** The strip: an ordered list, drawn by the style sheet; each step says its state in words. */
export function strip(steps: readonly Step[], data: Pick<SiteData, 'releases'>, lang: Lang): Html {
  const words = SITE_FIELDS[lang];
  const items = steps.map(({ stage, facets, state }) => {
    const version = versionLink(stage.model.version, data, lang);
    const presence = stage.spots.length > 0 ? html` <span>${facets.presence.join(', ')}</span>` : '';
    return html`<li class="vie__pas vie__pas--${state}">${version} <b>${words.state[state]()}</b>${presence}</li>`;
  });
  return html`<ol class="vie" aria-label="${words['strip-label']()}">\n${joined(items, '\n')}\n</ol>`;
}

/** The table of the same: what the field is in each version, and what changed. Versions that change nothing share the row of the one before. */
export function lifeTable(steps: readonly Step[], data: Pick<SiteData, 'releases'>, lang: Lang): Html {
  const words = SITE_FIELDS[lang];
  const rows = runsOf(steps).map(({ first, versions }) => {
    const { path, type, presence, constraints } = first.facets;
    const names = joined(
      versions.map((version) => versionLink(version, data, lang)),
      ', ',
    );
    const cells = [path.map(code), type.map(ticked), presence, constraints.map(ticked)];
    return [names, ...cells.map(lines), changeWords(first, lang)];
  });
  const header = columnsOf(words['versions-column'], ['version', 'json-path', 'type', 'presence', 'constraints', 'what-changes']);
  const said = header.map((_, i) => rows.some((row) => String(row[i]) !== ''));
  const kept = (cells: readonly Content[]): Content[] => cells.filter((_, i) => said[i]);
  return table(words['versions-caption'](), kept(header), rows.map(kept));
}

/** Versions that say the same of a field, in a row. */
function runsOf(steps: readonly Step[]): { first: Step; versions: string[] }[] {
  const runs: { first: Step; versions: string[] }[] = [];
  for (const step of steps) {
    const { version } = step.stage.model;
    if (step.state === 'same') runs.at(-1)?.versions.push(version);
    else if (step.state !== 'absent') runs.push({ first: step, versions: [version] });
  }
  return runs;
}

function changeWords({ state, changed, facets, before }: Step, lang: Lang): Content {
  const words = SITE_FIELDS[lang];
  if (state === 'gone') return words.gone();
  if (state === 'came') return words.came();
  if (!before || changed.length === 0) return words.state[state]();
  const names = changed.filter((facet) => facet !== 'codes').map((facet) => words.facet[facet]());
  return lines([...(names.length > 0 ? [FORMATTERS[lang].and(names)] : []), ...codeChanges(before.codes, facets.codes, lang)]);
}

function codeChanges(before: readonly string[], now: readonly string[], lang: Lang): Html[] {
  const words = SITE_FIELDS[lang];
  const shown = (codes: readonly string[]): Html => joined(codes.map(code), ', ');
  const added = now.filter((one) => !before.includes(one));
  const removed = before.filter((one) => !now.includes(one));
  return [
    ...(added.length > 0 ? [filled(words.added, { codes: shown(added) })] : []),
    ...(removed.length > 0 ? [filled(words.removed, { codes: shown(removed) })] : []),
  ];
}
