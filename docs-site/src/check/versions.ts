/** The versions of the format, oldest first. */
import { releases } from '../../../schema/releases.json';

export const VERSIONS: readonly { version: string; status: string }[] = releases;

const names = VERSIONS.map(({ version }) => version);

/** The newest version in force. */
export const IN_FORCE: string | undefined = VERSIONS.filter(({ status }) => status === 'en vigueur').at(-1)?.version;

/** What is compared where nobody chose: the newest, and the newest published before it. */
export const NEWEST: string = names.at(-1) ?? '';
export const BEFORE: string =
  VERSIONS.filter(({ version, status }) => version !== NEWEST && status !== 'brouillon').at(-1)?.version ?? '';

export const isLater = (from: string, to: string): boolean => names.includes(from) && names.indexOf(to) > names.indexOf(from);
