/** What a deposit says on data.gouv.fr: the dataset and its one file, as the API takes them and as a person types them. */
import { PUBLISH } from '../messages/compiled/publish.ts';

/** The forms that the national consolidation reads: in each dataset it takes the addresses that end in these (decp-arr2022 58b651b). */
export const DEPOSITED_FORMS = ['json', 'xml'] as const;

export type DepositedForm = (typeof DEPOSITED_FORMS)[number];

/**
 * The official schema, by its name in the catalogue of the State: owner and repository (schema.data.gouv.fr). Its versions there are the tags of the
 * repository, so that the version in force may be missing.
 */
export const SCHEMA = '139bercy/format-commande-publique';

/** The licences offered, by their ids in `GET /api/1/datasets/licenses/`: Licence Ouverte 2.0 and ODbL. */
export type Licence = 'lov2' | 'odc-odbl';

/** Marks the dataset that the program created, so that the next deposit finds it whatever its title has become. */
export const MARK = 'referentiel-decp';

/** The tag by which people find such datasets. */
export const TAG = 'decp';

const TAGS = [TAG, 'commande-publique', 'donnees-essentielles', 'marches-publics'];

/** The name under which a file is sent: always the same, so that the file online is found again. */
export const fileName = (form: DepositedForm): string => `decp.${form}`;

export const FILE_NAMES: readonly string[] = DEPOSITED_FORMS.map(fileName);

/** The body of `POST /api/1/datasets/`. */
export type DatasetBody = {
  title: string;
  description: string;
  organization: string;
  tags: readonly string[];
  license: Licence;
  frequency: 'monthly';
  extras: Readonly<Record<string, string>>;
};

/** The body of `PUT /api/1/datasets/{dataset}/resources/{resource}/`. */
export type ResourceBody = { title: string; description: string; type: string; schema?: { name: string; version?: string } };

/** The portal is French, and so is what is deposited, whatever the language of the program. */
const WORDS = PUBLISH.fr;

/** The metadata of the dataset. `title`: another than the usual one. */
export const datasetBody = (organization: string, license: Licence, title?: string): DatasetBody => ({
  title: title ?? WORDS['dataset-title'](),
  description: WORDS['dataset-description']({ schema: SCHEMA }),
  organization,
  tags: TAGS,
  license,
  frequency: 'monthly',
  extras: { [MARK]: 'publish' },
});

/** The metadata of the file; the title is the same each month. `versions`: those of the schema that the portal lists, undefined where it lists no such schema. */
export const resourceBody = (version: string, versions: readonly string[] | undefined): ResourceBody => ({
  title: WORDS['resource-title'](),
  description: WORDS['resource-description'](),
  type: 'main',
  ...(versions && { schema: { name: SCHEMA, ...(versions.includes(version) && { version }) } }),
});
