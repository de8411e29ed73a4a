/** « Action : » lines: what those who produce the data and those who reuse them have to do. */
import type { Change } from '../../../../packages/schema-diff/src/index.ts';
import { fragmentOf, lackedBy } from '../../../../packages/schema-diff/src/report.ts';
import { codeSpan } from '../../../report/markdown-safe.ts';
import { fieldsOf, placeName } from './naming.ts';
import type { Page } from './page.ts';
import { placeAt } from './places.ts';
import type { Group, Section } from './sections.ts';

type Groups = Record<Section, Group[]>;

/** The lines of a list, producers first; each of both is told at least that there is nothing to do. */
export function actionLines(groups: Groups, page: Page): string[] {
  const { words } = page;
  const lines = (who: string, acts: readonly string[]): string[] =>
    (acts.length === 0 ? [words.nothing] : acts).map(
      (act) => `- **Action${words.colon.trimEnd()}** ${who}. ${act.charAt(0).toUpperCase()}${act.slice(1)}`,
    );
  return [...lines(words.producers, producerActs(groups, page)), ...lines(words.reusers, reuserActs(groups, page))];
}

const changesOf = (groups: readonly Group[]): Change[] => groups.flatMap((group) => group.map(({ change }) => change));

function producerActs({ broken, mended, widened, texts }: Groups, page: Page): string[] {
  const { words, story } = page;
  const { inForce } = story;
  const { act, section } = words;
  return [
    ...(broken.length > 0 ? [act.mend(story.version, section.broken(broken.length))] : []),
    ...(mended.length > 0 ? [act.check(story.version, section.mended(mended.length))] : []),
    ...(widened.length > 0 && inForce !== undefined ? [act.wait(section.widened(widened.length), inForce)] : []),
    ...changesOf(texts).flatMap(({ kind, params }) => {
      const { code, replacedBy } = params;
      if (kind !== 'codelist-code-deprecated' || typeof code !== 'string') return [];
      const instead = typeof replacedBy === 'string' && replacedBy !== '' ? codeSpan(replacedBy) : undefined;
      return [act.avoid(codeSpan(code), instead, instead !== undefined && inForce !== undefined)];
    }),
  ];
}

/** Kinds that reusers are told of one by one; what else is wider is told by the fields. */
function reuserActs({ broken, mended, widened }: Groups, page: Page): string[] {
  const changes = changesOf([...broken, ...widened, ...mended]);
  const told = changes.map((change) => [change, reuserAct(change, page)] as const);
  const isWider = ({ direction }: Change): boolean => direction === 'widened' || direction === 'both';
  return [...new Set(told.flatMap(([change, act]) => act ?? (isWider(change) ? [widerAct(change, page)] : [])))];
}

/** What is new in the data: the field is not always there, or it has values that it had not. */
function widerAct(change: Change, page: Page): string {
  const witness = change.witnesses.find(({ accepted }) => accepted === 'next');
  const { act } = page.words;
  const fields = fieldsOf(change, page);
  if (!witness) return act.newValues(fields, undefined);
  if (lackedBy(witness.fragment, change.params) !== undefined) return act.mayMiss(fields);
  return act.newValues(fields, codeSpan(fragmentOf(witness, change, (name) => name)));
}

function reuserAct(change: Change, page: Page): string | undefined {
  const { kind, params, direction } = change;
  const { act } = page.words;
  if (kind === 'property-renamed' || kind === 'property-moved') return movedAct(change, page);
  if (direction === 'narrowed') return undefined;
  if (kind === 'property-no-longer-required') return act.mayMiss(fieldsOf(change, page));
  if (kind === 'type-widened' || kind === 'type-changed') return act.otherType(fieldsOf(change, page));
  if (kind === 'property-added' || kind === 'property-allowed') return act.newField(fieldsOf(change, page));
  const value = params['code'] ?? params['value'];
  if ((kind === 'codelist-code-added' || kind === 'enum-value-added') && value !== undefined)
    return act.newCode(codeSpan(typeof value === 'string' ? value : JSON.stringify(value)), fieldsOf(change, page));
  return undefined;
}

function movedAct({ params }: Change, page: Page): string | undefined {
  const { from, to } = params;
  if (typeof from !== 'string' || typeof to !== 'string') return undefined;
  const named = (path: string): string => placeName(placeAt(path, page.models, page.lang), page);
  return page.words.act.moved(named(from), named(to));
}
