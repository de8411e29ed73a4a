/** The committed tables of verdicts (`cases/<version>.json`). */
import jsonPatch, { type Operation } from 'fast-json-patch';
import { readJsonFile } from '../support/engine.ts';

/** `patch` (RFC 6902) makes the instance from a base. At the level `record` the base is named after the kind of record. */
export type Case = { base: string; level: 'record' | 'file'; patch: Operation[]; why?: string; valid: boolean };

/** Cases of one version; every base is an invented instance that the version accepts. */
export type Cases = { version: string; bases: Record<string, unknown>; cases: Case[] };

export const readCases = (version: string): Cases => readJsonFile(`test/fidelity/cases/${version}.json`) as Cases;

export const instanceOf = (bases: Cases['bases'], { base, patch }: Pick<Case, 'base' | 'patch'>): unknown =>
  jsonPatch.applyPatch<unknown>(bases[base], patch, true, false).newDocument;
