/** The program that checks, as its reports name it. */
import { name, version } from '../../../package.json';

export const TOOL = { name, version };
