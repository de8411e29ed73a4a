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
    if (name === SUMS) return [{ kind: 'generated', file: path, ...ofSums(path, version, base) }];
    return [{ kind: 'frozen', file: path, ...sentence(path, version, how, base) }];
  });

const SUMS = 'SHA256SUMS';

const ofSums = (path: string, version: string, base: string): Texts => ({
  fr: `les sommes de la version ${version} ont été écrites quand elle a été publiée, et aucune main ne les change ; remettez-les (« git restore --source ${base} ${path} »)`,
  en: `the sums of version ${version} were written when it was published, and no hand changes them; restore them (“git restore --source ${base} ${path}”)`,
});

const DONE = {
  added: { fr: 'ajouté à', en: 'added to' },
  changed: { fr: 'modifié dans', en: 'changed in' },
  removed: { fr: 'retiré de', en: 'removed from' },
};

function sentence(path: string, version: string, how: ChangedFile['how'], base: string): Texts {
  const command = `git restore --source ${base} ${path}`;
  const undo =
    how === 'added'
      ? { fr: 'supprimez-le', en: 'remove it' }
      : { fr: `remettez-le (« ${command} »)`, en: `restore it (“${command}”)` };
  return {
    fr: `fichier ${DONE[how].fr} la version ${version}, publiée, qui ne change jamais ; ${undo.fr} et proposez le changement dans schema/next/`,
    en: `file ${DONE[how].en} version ${version}, which is published and never changes; ${undo.en} and propose the change in schema/next/`,
  };
}
