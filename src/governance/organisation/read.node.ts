import { readFile } from 'node:fs/promises';
import type { Lang } from '../../../packages/base/src/language.ts';
import { InputError } from '../../finding.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import type { Problem } from '../problem.ts';
import type { Sources } from '../build/sources.node.ts';
import { writeFiles } from '../../host/tree.node.ts';
import { under } from '../../host/paths.node.ts';
import { readReleases } from '../release/releases-file.node.ts';
import { inForceOf, latestOf, type Release } from '../../model/releases.ts';
import type { PlanRefusal } from '../../diff/decision.ts';
import { ORGANISATION as MESSAGES } from '../../messages/compiled/organisation.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** Throws an InputError where there are no sources. */
export async function readOrganisation(): Promise<Organisation> {
  const text = await readFile(under(ORGANISATION), 'utf8').catch(() => {
    throw new InputError('input.not-a-clone');
  });
  return JSON.parse(text) as Organisation;
}

const MODEL = '.github/CODEOWNERS.modele';

/** The files that do not say it, as they are to be. Throws an InputError where the model of CODEOWNERS is gone. */
const differing = async (organisation: Organisation, releases: readonly Release[]): Promise<{ path: string; text: string }[]> => {
  const model = await readFile(under(MODEL), 'utf8').catch(() => {
    throw new InputError('input.no-such-file', { file: MODEL });
  });
  const files = [...repeatedFiles({ organisation, releases, model })].map(async ([path, text]) =>
    (await readFile(under(path), 'utf8').catch(() => undefined)) === text ? [] : [{ path, text }],
  );
  return (await Promise.all(files)).flat();
};

/** The files of the repository that repeat the organisation say what it says, as `schema/` has it. */
export const checkOrganisation = async ({ files, releases }: Pick<Sources, 'files' | 'releases'>): Promise<Problem[]> =>
  (await differing(JSON.parse(files.get('organisation.json') ?? '') as Organisation, releases)).map(({ path }) => ({
    file: path,
    ...textsOf(MESSAGES, (say) => say.repeated({ file: ORGANISATION })),
  }));

/** `npm run organisation`: writes what `schema/organisation.json` says where it is repeated: CODEOWNERS, the manifest of catalogues, the base of the `$id`. */
export async function runOrganisation({ lang }: { lang: Lang }): Promise<ExitCode> {
  const files = await differing(await readOrganisation(), await readReleases());
  await writeFiles(under(), files);
  const none = MESSAGES[lang].nothing();
  console.log(files.length === 0 ? none : files.map(({ path }) => `✔ ${path}`).join('\n'));
  return EXIT.conforming;
}

/** `schema/organisation.json`: the addresses and teams of who keeps the référentiel, set in one place, and the files that repeat them. */
const ORGANISATION = 'schema/organisation.json';

/** Addresses have no slash at their end. `schemas` begins the `$id` of each version still to be published: what is frozen keeps its own. */
export type Organisation = { site: string; schemas: string; repository: string; teams: Record<string, string> };

/** `model`: the text of `.github/CODEOWNERS.modele`, in which `{format}` is replaced by a team. */
type Repeated = { organisation: Organisation; releases: readonly Release[]; model: string };

/** Each file that repeats the organisation, whole, by its path in the repository. */
export const repeatedFiles = ({ organisation, releases, model }: Repeated): Map<string, string> =>
  new Map([
    ['.github/CODEOWNERS', ownersText(organisation, model)],
    ['schema/base-uri.txt', `${organisation.schemas}\n`],
    ['schemas.yml', catalogueText(organisation, { inForce: inForceOf(releases), latest: latestOf(releases) })],
  ]);

function ownersText({ teams }: Organisation, model: string): string {
  const text = model.replaceAll(/\{([a-z]+)\}/g, (name, key: string) =>
    Object.hasOwn(teams, key) ? (teams[key] ?? name) : name,
  );
  return `# Écrit par « npm run organisation » : changez .github/CODEOWNERS.modele, ou les équipes dans ${ORGANISATION}.\n${text}`;
}

/**
 * The manifest for public catalogues. Under each tag they show the `schema/decp.schema.json` of that tag. They show nothing else,
 * so the manifest also says whether the State applies the version.
 */
export function catalogueText({ site }: Organisation, { inForce, latest }: { inForce: string; latest: string }): string {
  const standing =
    latest === inForce
      ? [`Le schéma est celui de la version ${latest}, en vigueur.`]
      : [
          `Le schéma est celui de la version ${latest}, publiée par ce référentiel : une proposition, que l'État n'applique pas.`,
          `La version en vigueur est la ${inForce} : schema/${inForce}/bundled/decp.schema.json.`,
        ];
  return `# Écrit par « npm run organisation » et par chaque publication du format.
title: Données essentielles de la commande publique (DECP)
description: >-
  Ce que chaque acheteur public français publie de ses marchés et de ses contrats de concession.
${standing.map((line) => `  ${line}\n`).join('')}homepage: ${site}
schemas:
  - path: schema/decp.schema.json
    title: Données essentielles des marchés publics et des contrats de concession
`;
}

/** Reserved host names (RFC 2606), and the placeholder for an organisation that is not named yet. */
const PLACEHOLDER =
  /^https:\/\/([a-z0-9-]+\.)*(example|invalid|test|localhost|example\.(com|net|org))(\/|$)|(^@|\/)a-definir(\/|$)/;

/** Why nothing may be published yet: each value that only holds a place. */
export function placeholderRefusals({ site, schemas, repository, teams }: Organisation): PlanRefusal[] {
  const values = Object.entries({ site, schemas, repository, ...teams }).filter(([, value]) => PLACEHOLDER.test(value));
  if (values.length === 0) return [];
  const names = values.map(([key, value]) => `${key} (${value})`).join(', ');
  return [
    {
      texts: textsOf(MESSAGES, (say) => say.placeholders({ names, file: ORGANISATION })),
    },
  ];
}
