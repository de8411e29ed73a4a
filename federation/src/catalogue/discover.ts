/** Looks on data.gouv.fr for datasets that the catalogue does not know, and writes the sources that a pull request could add. Nothing is harvested here. */
import { stringify } from 'yaml';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { visible } from '../../../packages/base/src/visible.ts';
import { FEDERATION } from '../../../src/messages/compiled/federation.ts';
import { normalise } from '../../../src/messages/nearest.ts';
import { matches } from './glob.ts';
import { type Portal, type PortalDataset, PortalFault } from './portal.ts';
import type { Catalogue, Source } from './source.ts';

/** Names of the official format in the catalogue of schemas of the State: its repository, and where that was before. */
export const SCHEMAS: readonly string[] = ['139bercy/format-commande-publique', 'etalab/format-commande-publique'];

/** What a dataset of an organisation is about, where it declares no schema: words of its title, normalised. */
const ABOUT: readonly string[] = ['commande publique', 'decp', 'marches publics', 'marche public', 'contrats de concession'];

/** Why a dataset is not proposed. */
type Reason = 'consolidation' | 'person' | 'empty';

export type Discovery = {
  /** How many datasets the portal listed, how many the catalogue has, and how many of known organisations are about something else. */
  listed: number;
  known: number;
  unrelated: number;
  proposals: readonly Proposal[];
  skipped: readonly { dataset: PortalDataset; reason: Reason; source?: string }[];
  /** Lists that could not be read in full: what they have may be missing. */
  faults: readonly PortalFault[];
};

/** Datasets of one organisation: a new source with the text of its file, or lines to add to the file of one that is known. */
type Proposal = {
  file: string;
  isNew: boolean;
  publisher: string;
  datasets: readonly PortalDataset[];
  yaml: string;
};

/**
 * Lists what the portal has by declared schema and by the organisations of the catalogue, without what is known, consolidated or our own. `day`: today, which
 * proposals cite (AAAA-MM-JJ). A list that cannot be read is said, and the others are read.
 */
export async function discover(portal: Portal, catalogue: Catalogue, day: string): Promise<Discovery> {
  const sources = [...catalogue.values()];
  const found = new Map<string, Found>();
  const faults: PortalFault[] = [];
  const take = async (by: Parameters<Portal['datasets']>[0], where: string, isSure: boolean): Promise<void> => {
    try {
      for await (const dataset of portal.datasets(by)) {
        const before = found.get(dataset.id);
        found.set(dataset.id, before?.isSure === true ? before : { dataset, where, isSure });
      }
    } catch (error) {
      if (!(error instanceof PortalFault)) throw error;
      faults.push(error);
    }
  };
  for (const schema of SCHEMAS) await take({ schema }, `data.gouv.fr, ?schema=${schema}`, true);
  for (const organization of new Set(sources.flatMap((source) => source.organization ?? [])))
    await take({ organization }, `data.gouv.fr, ?organization=${organization}`, false);
  return { ...sorted([...found.values()], sources, day), faults };
}

/** `isSure`: it declares the schema. */
type Found = { dataset: PortalDataset; where: string; isSure: boolean };

function sorted(found: readonly Found[], sources: readonly Source[], day: string): Omit<Discovery, 'faults'> {
  const ids = new Map(sources.flatMap(({ id, datasets }) => datasets.map((dataset) => [dataset.id, id] as const)));
  const skipped: Discovery['skipped'][number][] = [];
  const wanted: Found[] = [];
  let [known, unrelated] = [0, 0];
  for (const one of [...found].sort((a, b) => (a.dataset.id < b.dataset.id ? -1 : 1))) {
    const { dataset, isSure } = one;
    const output = sources.find(({ titles = [] }) => titles.some((pattern) => matches(pattern, dataset.title)));
    if (ids.has(dataset.id) || ids.has(dataset.slug)) known++;
    else if (!isSure && !isAbout(dataset)) unrelated++;
    else if (output) skipped.push({ dataset, reason: 'consolidation', source: output.id });
    else if (dataset.organization === null) skipped.push({ dataset, reason: 'person' });
    else if (dataset.resources === 0) skipped.push({ dataset, reason: 'empty' });
    else wanted.push(one);
  }
  return { listed: found.length, known, unrelated, proposals: proposalsOf(wanted, sources, day), skipped };
}

const isAbout = ({ title, slug }: PortalDataset): boolean => {
  const words = ` ${normalise(`${title} ${slug}`)} `;
  return ABOUT.some((about) => words.includes(` ${about} `) || words.includes(` ${about}s `));
};

function proposalsOf(wanted: readonly Found[], sources: readonly Source[], day: string): Proposal[] {
  const names = new Set(sources.map(({ id }) => id));
  const proposals: Proposal[] = [];
  const groups = new Map<string, Found[]>();
  for (const one of wanted) {
    const publisher = one.dataset.organization?.id ?? '';
    groups.set(publisher, [...(groups.get(publisher) ?? []), one]);
  }
  for (const group of groups.values()) {
    const organization = group[0]?.dataset.organization;
    if (!organization) continue;
    const known = sources.find((source) => source.harvested && source.organization === organization.id);
    const name = known?.id ?? freeName(organization.name, names);
    names.add(name);
    const datasets = group.map(({ dataset }) => ({
      ...{ id: dataset.id, title: line(dataset.title) },
      // The rhythm must be looked at, and until then nothing is withdrawn.
      ...{ rhythm: 'daily', form: 'auto' },
    }));
    const written = known ? { datasets } : sourceOf(organization, group, datasets, day);
    proposals.push({
      file: `${name}.yaml`,
      isNew: known === undefined,
      publisher: line(organization.name),
      datasets: group.map(({ dataset }) => dataset),
      yaml: stringify(written, { lineWidth: 0, singleQuote: true, aliasDuplicateObjects: false }),
    });
  }
  return proposals.sort((a, b) => (a.file < b.file ? -1 : 1));
}

function sourceOf(
  { id, name }: { id: string; name: string },
  group: readonly Found[],
  datasets: readonly object[],
  day: string,
): object {
  const publisher = line(name);
  const licences = new Set(group.map(({ dataset }) => dataset.licence ?? 'notspecified'));
  const [licence = 'notspecified'] = licences;
  return {
    title: { fr: publisher, en: publisher },
    publisher,
    organization: id,
    datasets,
    licence: licences.size === 1 && /^[a-z0-9][a-z0-9.-]{0,59}$/i.test(licence) ? licence : 'notspecified',
    found: [...new Set(group.map(({ where }) => where))].map((where) => ({ where, date: day })),
    notes: textsOf(FEDERATION, (say) => say['discover.unverified']({ many: licences.size > 1 })),
  };
}

/** A title says what a person reads, on one line. */
const line = (text: string): string => visible(text.replace(/\s+/g, ' ').trim(), 200) || '?';

/** The name of a file made of that of the publisher, which no other source has. */
function freeName(publisher: string, taken: ReadonlySet<string>): string {
  const name =
    normalise(publisher)
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 60)
      .replace(/^-+|-+$/g, '') || 'source';
  for (let count = 1; ; count++) {
    const tried = count === 1 ? name : `${name}-${String(count)}`;
    if (!taken.has(tried)) return tried;
  }
}

/** What was found, for people: a summary, the proposals, then what was left out and why. */
export function discoveryText({ listed, known, unrelated, proposals, skipped, faults }: Discovery, lang: Lang): string {
  const say = FEDERATION[lang];
  const datasets = proposals.reduce((count, proposal) => count + proposal.datasets.length, 0);
  const parts = [say['discover.summary']({ listed, known, unrelated, datasets, skipped: skipped.length })];
  for (const { file, isNew, publisher, datasets: of, yaml } of proposals)
    parts.push(
      `${say[isNew ? 'discover.new' : 'discover.add']({ file, publisher, count: of.length })}\n\n${yaml.replace(/^(?=.)/gm, '  ').trimEnd()}`,
    );
  if (skipped.length > 0)
    parts.push(
      [
        say['discover.skipped'](),
        ...skipped.map(
          ({ dataset, reason, source }) =>
            `  ${dataset.id}  ${titleOf(dataset, reason, lang)} (${say[`discover.${reason}`]({ source: source ?? '' })})`,
        ),
      ].join('\n'),
    );
  if (faults.length > 0) parts.push([say['discover.faults'](), ...faults.map(({ texts }) => `  ${texts[lang]}`)].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

/** The title of what a person deposited may name that person. */
const titleOf = ({ title }: PortalDataset, reason: Reason, lang: Lang): string =>
  reason === 'person' ? FEDERATION[lang]['discover.untitled']() : visible(title, 100);

/** The same for programs. */
export const discoveryJson = ({ skipped, faults, ...discovery }: Discovery): string =>
  `${JSON.stringify(
    {
      ...discovery,
      skipped: skipped.map(({ dataset, reason, source }) => ({ dataset: dataset.id, reason, source })),
      faults: faults.map(({ url, status, pointer, texts }): { texts: Texts } & Record<string, unknown> => ({
        url,
        status,
        pointer,
        texts,
      })),
    },
    undefined,
    2,
  )}\n`;
