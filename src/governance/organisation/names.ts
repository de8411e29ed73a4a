/** `schema/organisation.json`: the addresses and teams of who keeps the référentiel, set in one place, and the files that repeat them. */
import { inForceOf, latestOf, type Release } from '../../model/releases.ts';
import type { PlanRefusal } from '../../diff/decision.ts';

export const ORGANISATION = 'schema/organisation.json';

/** Addresses have no slash at their end. `schemas` begins the `$id` of each version still to be published: what is frozen keeps its own. */
export type Organisation = { site: string; schemas: string; repository: string; teams: Record<string, string> };

/** `model`: the text of `.github/CODEOWNERS.modele`, where `{format}` stands for a team. */
export type Repeated = { organisation: Organisation; releases: readonly Release[]; model: string };

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
 * The manifest of public catalogues. They show under each tag what stands at `schema/decp.schema.json` there, so that it is the version of the tag; whether
 * the State applies that version is said here, since nothing else tells their readers.
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

/** Hosts that nobody can own (RFC 2606), and the name that stands for an organisation still to be named. */
const PLACEHOLDER =
  /^https:\/\/([a-z0-9-]+\.)*(example|invalid|test|localhost|example\.(com|net|org))(\/|$)|(^@|\/)a-definir(\/|$)/;

/** Why nothing may be published yet: each value that only holds a place. */
export function placeholderRefusals({ site, schemas, repository, teams }: Organisation): PlanRefusal[] {
  const values = Object.entries({ site, schemas, repository, ...teams }).filter(([, value]) => PLACEHOLDER.test(value));
  if (values.length === 0) return [];
  const names = values.map(([key, value]) => `${key} (${value})`).join(', ');
  return [
    {
      texts: {
        fr: `Des noms d'attente ne se publient pas : ${names}. Écrivez les vrais dans ${ORGANISATION}, puis lancez « npm run organisation » et validez ce qu'il a écrit.`,
        en: `Placeholders are not published: ${names}. Write the real ones in ${ORGANISATION}, then run “npm run organisation” and commit what it wrote.`,
      },
    },
  ];
}
