/** What quality tools of OCDS look at in a compiled release (Pelican) and in a package (CoVE), for what we emit. */
import { isObject } from '../../packages/base/src/json.ts';

type Fields = Record<string, unknown>;
type Value = { amount?: number; currency?: string };
type Ref = { id?: string };
type Party = { id: string; identifier?: { scheme?: string }; roles?: string[] };
type Award = {
  id: string;
  status?: string;
  suppliers?: Ref[];
  value?: Value;
  subcontracting?: { subcontracts?: { subcontractor?: Ref }[] };
};
type Contract = { id: string; awardID?: string; dateSigned?: string; value?: Value; amendments?: { date?: string }[] };
export type Compiled = Fields & {
  ocid: string;
  date: string;
  buyer?: Ref;
  parties?: Party[];
  awards?: Award[];
  contracts?: Contract[];
  bids?: { statistics?: { value?: number }[] };
  tender?: { procurementMethod?: string };
};

/** Each check returns what fails. */
type Check = (release: Compiled) => string[];

const awardsOf = ({ awards = [] }: Compiled) => awards;
const contractsOf = ({ contracts = [] }: Compiled) => contracts;
const suppliersOf = (release: Compiled) => awardsOf(release).flatMap(({ suppliers = [] }) => suppliers);
const subcontractorsOf = (release: Compiled) =>
  awardsOf(release).flatMap(({ subcontracting }) =>
    (subcontracting?.subcontracts ?? []).flatMap(({ subcontractor }) => subcontractor ?? []),
  );

/** All texts and numbers of a release. */
function* leaves(value: unknown, path = ''): Generator<[string, unknown]> {
  if (typeof value !== 'object' || value === null) yield [path, value];
  else for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${path}/${key}`);
}

function* empties(value: unknown, path = ''): Generator<string> {
  // Empty lists and objects of a record are values of the extension, which must keep them.
  if (path.includes('/decp/')) return;
  if (value === '' || (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0))
    yield path;
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* empties(inner, `${path}/${key}`);
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT/;

export const CHECKS: Readonly<Record<string, Check>> = {
  'organisations are in parties': (release) => {
    const known = new Set((release.parties ?? []).map(({ id }) => id));
    const refs = [...(release.buyer ? [release.buyer] : []), ...suppliersOf(release), ...subcontractorsOf(release)];
    return refs.flatMap(({ id = '' }) => (known.has(id) ? [] : [id]));
  },
  'roles are played': (release) => {
    const played = { supplier: suppliersOf(release), subcontractor: subcontractorsOf(release) };
    return (release.parties ?? []).flatMap(({ id, roles = [] }) =>
      roles
        .filter((role) => role in played && !played[role as keyof typeof played].some((ref) => ref.id === id))
        .map((role) => `${id} ${role}`),
    );
  },
  'a party is listed once': ({ parties = [] }) => parties.map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i),
  'contracts are within half and one and a half of their award': (release) =>
    awardsOf(release).flatMap(({ id, value }) => {
      const contracts = contractsOf(release).filter(({ awardID }) => awardID === id);
      const sum = contracts.reduce((total, contract) => total + (contract.value?.amount ?? 0), 0);
      const amount = value?.amount ?? 0;
      return amount === 0 || contracts.length === 0 || (sum >= amount * 0.5 && sum <= amount * 1.5) ? [] : [id];
    }),
  'contracts have an award that is active': (release) => {
    const active = new Set(awardsOf(release).flatMap(({ id, status }) => (status === 'active' ? id : [])));
    return contractsOf(release).flatMap(({ id, awardID = '' }) => (active.has(awardID) ? [] : [id]));
  },
  'contracts are signed before the release': (release) =>
    contractsOf(release).flatMap(({ id, dateSigned = '' }) => (dateSigned > release.date ? [id] : [])),
  'amendments are between signature and release': (release) =>
    contractsOf(release).flatMap(({ id, dateSigned = '', amendments = [] }) =>
      amendments.some(({ date }) => date !== undefined && (date < dateSigned || date > release.date)) ? [id] : [],
    ),
  'amounts are realistic': (release) =>
    [...leaves(release)].flatMap(([path, value]) => (path.endsWith('/amount') && Math.abs(value as number) > 5e9 ? [path] : [])),
  'dates are between 1990 and 2049': (release) =>
    [...leaves(release)].flatMap(([path, value]) =>
      typeof value === 'string' && DATE_TIME.test(value) && (value < '1990' || value >= '2050') ? [path] : [],
    ),
  'schemes of identifiers are in org-id': ({ parties = [] }) =>
    parties.flatMap(({ identifier }) => (identifier?.scheme === 'FR-RCS' ? [] : [identifier?.scheme ?? ''])),
  'the ocid has a prefix of the form that is registered': ({ ocid }) => (/^ocds-[a-z0-9]{6}-/.test(ocid) ? [] : [ocid]),
  'a direct procedure has one tender': ({ tender, bids }) =>
    tender?.procurementMethod === 'direct' && (bids?.statistics ?? []).some(({ value = 0 }) => value > 1) ? ['direct'] : [],
  'no field is empty': (release) => [...empties(release)],
};

/** The checks that a compiled release fails, each with what fails. */
export const failures = (release: Compiled): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(CHECKS).flatMap(([name, check]) => {
      const found = check(release);
      return found.length > 0 ? [[name, found]] : [];
    }),
  );

/** The identifiers and the dates of releases that come twice in one process. */
export const repeated = (releases: readonly Fields[]): string[] =>
  (['id', 'date'] as const).flatMap((name) => {
    const all = releases.map((release) => `${String(release['ocid'])} ${String(release[name])}`);
    return all.filter((one, i) => all.indexOf(one) !== i);
  });
