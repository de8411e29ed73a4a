import { readText } from '../../support/engine.ts';
import { readPage } from '../markdown.ts';
import { walkthroughsOf } from './steps.ts';

export const GUIDE = 'CONTRIBUTING.md';

/** The proposals that the guide shows from their branch to their report, in order. */
export const WALKTHROUGHS = walkthroughsOf(readPage(readText(GUIDE)), 'Six changements, de bout en bout');
