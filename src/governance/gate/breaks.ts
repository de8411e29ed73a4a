import type { Decision } from '../../diff/decision.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Place } from '../../model/source-text.ts';
import type { Texts } from '../../model/types.ts';
import type { Refusal } from './refusal.ts';

/** Where a change was written, and an instance that shows it, on one line. */
export type Shown = { file: string; place?: Place | undefined; witness: Texts | undefined };

/** One refusal a change that asks for more than what is declared. `previous`: the newest release. */
export function breakRefusals(decision: Decision, previous: string, show: (change: Change) => Shown): Refusal[] {
  const { undeclared, unexplained, version = '', numbers } = decision;
  const told = undeclared.map((change): Refusal => {
    const { file, place, witness } = show(change);
    return { kind: 'break', file, place, ...sentence(change, { witness, previous, version, declared: numbers.next ?? '' }) };
  });
  return unexplained ? [...told, { kind: 'break', file: 'schema/next', ...UNEXPLAINED(previous, version) }] : told;
}

type Numbers = { witness: Texts | undefined; previous: string; version: string; declared: string };

function sentence(
  { path, fingerprint, sentence: { fr, en }, bump }: Change,
  { witness, previous, version, declared }: Numbers,
): Texts {
  const where = path === '' ? { fr: 'la racine', en: 'the root' } : { fr: path, en: path };
  const proof = {
    fr: witness === undefined ? '' : ` (p. ex. ${witness.fr}, que ${previous} accepte)`,
    en: witness === undefined ? '' : ` (e.g. ${witness.en}, which ${previous} accepts)`,
  };
  const excuse =
    bump === 'major'
      ? {
          fr: `, ou déclarez un erratum d'empreinte ${fingerprint} si ce qui est perdu était déjà fautif et rare (CONTRIBUTING.md, « Déclarer un erratum »)`,
          en: `, or declare an erratum of fingerprint ${fingerprint} if what is lost was wrong already and rare (CONTRIBUTING.md, « Déclarer un erratum »)`,
        }
      : { fr: '', en: '' };
  return {
    fr: `${where.fr} : ${bare(fr)}${proof.fr}, ce que le numéro annoncé, ${declared}, ne promet pas ; revenez sur ce changement, ou annoncez ${version} (« expectedVersion » de next, dans schema/releases.json)${excuse.fr}`,
    en: `${where.en}: ${bare(en)}${proof.en}, which the number announced, ${declared}, does not promise; undo this change, or announce ${version} (“expectedVersion” of next, in schema/releases.json)${excuse.en}`,
  };
}

/** A sentence that goes on has no full stop. */
const bare = (text: string): string => text.replace(/\.$/, '');

const UNEXPLAINED = (previous: string, version: string): Texts => ({
  fr: `le format refuse des données que ${previous} accepte, sans qu'un changement dise lesquelles ; revenez sur ce que vous avez changé, ou annoncez ${version} (« expectedVersion » de next, dans schema/releases.json)`,
  en: `the format refuses data that ${previous} accepts, and no change says which; undo what you changed, or announce ${version} (“expectedVersion” of next, in schema/releases.json)`,
});
