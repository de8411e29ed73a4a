import type { Texts } from '../../model/types.ts';
import type { ChangedFile, Refusal } from './refusal.ts';

const FROZEN = /^schema\/(\d+\.\d+\.\d+)\/(.+)$/;

/** The list of a version to which lines are added, and the only file of its folder that may change. */
export const DEFECTS = 'known-defects.yaml';

/**
 * What a proposal does to versions that were published when it left `base`: nothing of them changes, the sums no more than what they are the
 * sums of. `published`: their numbers.
 */
export const frozenRefusals = (changed: readonly ChangedFile[], published: readonly string[], base: string): Refusal[] =>
  changed.flatMap(({ path, how }): Refusal[] => {
    const [, version = '', name] = FROZEN.exec(path) ?? [];
    if (!published.includes(version) || name === DEFECTS) return [];
    return [{ kind: 'frozen', file: path, ...sentence(path, version, how, base) }];
  });

const DONE = {
  added: { fr: 'ajouté à', en: 'added to' },
  changed: { fr: 'modifié dans', en: 'changed in' },
  removed: { fr: 'retiré de', en: 'removed from' },
};

function sentence(path: string, version: string, how: ChangedFile['how'], base: string): Texts {
  const undo = how === 'added' ? `git rm -f ${path}` : `git restore --source ${base} ${path}`;
  return {
    fr: `fichier ${DONE[how].fr} la version ${version}, publiée, qui ne change jamais ; défaites-le (« ${undo} ») et proposez le changement dans schema/next/`,
    en: `file ${DONE[how].en} version ${version}, which is published and never changes; undo it (“${undo}”) and propose the change in schema/next/`,
  };
}
