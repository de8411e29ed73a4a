/**
 * The platform that a record names (`source`): the program of the national consolidation takes it out before it applies its schema. Source: 139bercy/decp-arr2022
 * at 58b651b, `general_process/SourceProcess.py`.
 */
import { isObject } from '../../packages/base/src/json.ts';

export const PLATFORM = 'source';

/** A record that names this platform says to be a test and is never published. */
export const TEST_PLATFORM = 'AIFE_test';

/** The record to which the schema is applied: itself, where it names no platform. */
export function withoutPlatform(record: unknown): unknown {
  if (!isObject(record) || !Object.hasOwn(record, PLATFORM)) return record;
  const { [PLATFORM]: _, ...judged } = record;
  return judged;
}

export const isTest = (record: unknown): boolean => isObject(record) && record[PLATFORM] === TEST_PLATFORM;
