import { emptyPglite } from '../../support/pglite.ts';
import { harvestCases } from './cases.ts';

harvestCases(emptyPglite, { everyKill: false, waits: true });
