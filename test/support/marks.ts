/** Marks of processes that are gone or elsewhere, as they stand in the names of what a process had not finished. */
import { spawnSync } from 'node:child_process';
import { ownMark } from '../../src/host/process-mark.node.ts';

const { pid } = spawnSync(process.execPath, ['--version']);
const [machine = ''] = ownMark().split('-');

/** The mark of a process of this machine that has ended. */
export const DEAD = `${machine}-${pid}-1`;

/** The mark of a process of the same number on another machine. */
export const ELSEWHERE = `${machine.startsWith('0') ? '1' : '0'}0000000-${pid}-1`;

/** A time so long ago that what nobody has touched since is nobody's. */
export const OLD = new Date(Date.now() - 25 * 3_600_000);
