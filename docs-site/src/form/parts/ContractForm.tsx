import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { DescribedFinding } from '../../../../src/library/page/types.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';
import type { Model } from '../../../../src/model/types.ts';
import { usePage } from '../../check/use-page.ts';
import type { Contract } from '../contracts.ts';
import {
  type Counts,
  fewest,
  type FormField,
  type FormList,
  isFolded,
  listsOf,
  type Section,
  sectionsOf,
  strayField,
} from '../fields.ts';
import { FieldInput } from './FieldInput.tsx';

type Props = {
  model: Model;
  contract: Contract;
  findings: readonly DescribedFinding[];
  isNew: boolean;
  onChange: (next: (now: Contract) => Contract) => void;
  onSave: () => void;
  onLeave: () => void;
};

/** The form of one contract. */
export function ContractForm({ model, contract, findings, isNew, onChange, onSave, onLeave }: Props): ReactNode {
  const { own, lang } = usePage();
  const { kind, cells } = contract;
  const [added, setAdded] = useState<Counts>({});
  // An input that was just emptied stays where the focus is.
  const [emptied, setEmptied] = useState<readonly string[]>([]);
  const lists = listsOf(model, kind, lang);
  const counts = countsOf(lists, cells, added);
  const sections = sectionsOf(model, kind, counts, lang);
  const known = new Set(sections.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const strays = [...new Set([...Object.keys(cells), ...emptied])].filter((name) => !known.has(name)).toSorted();
  const put = (name: string, value: string): void => {
    onChange((now) => {
      const { [name]: _, ...others } = now.cells;
      return { ...now, cells: value === '' ? others : { ...others, [name]: value } };
    });
  };
  const findingsOf = ({ name }: FormField): DescribedFinding[] =>
    findings.filter(({ position }) => position?.cell?.name === name);
  const hasError = (field: FormField): boolean => findingsOf(field).some(({ severity }) => severity === 'error');
  const input = (field: FormField): ReactNode => (
    <FieldInput
      key={field.name}
      field={field}
      value={cells[field.name] ?? ''}
      findings={findingsOf(field)}
      onChange={(name, value) => {
        if (field.kind === 'stray' && value === '') setEmptied([...emptied, name]);
        put(name, value);
      }}
    />
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {isNew && <KindChoice kind={kind} onChange={(chosen) => onChange((now) => ({ ...now, kind: chosen }))} />}
      {sections.map((section) => {
        const folded = section.fields.filter((field) => section.key === '' && isFolded(field, counts));
        return (
          <fieldset key={section.key}>
            <legend>{titleOf(section, lists, own.form.contract({ kind }))}</legend>
            {section.fields.filter((field) => !folded.includes(field)).map(input)}
            {folded.length > 0 && (
              <Fold count={folded.length} hasError={folded.some(hasError)}>
                {folded.map(input)}
              </Fold>
            )}
          </fieldset>
        );
      })}
      {strays.length > 0 && (
        <fieldset>
          <legend>{own.form.strays()}</legend>
          {strays.map((name) => input(strayField(name)))}
        </fieldset>
      )}
      <fieldset className="form-more">
        <legend>{own.form.more()}</legend>
        {lists
          .filter(({ name }) => hasRoom(name, lists, counts))
          .map(({ name, title }) => (
            <button
              key={name}
              type="button"
              className="button button--secondary button--sm"
              onClick={() => setAdded({ ...added, [name]: (counts[name] ?? 0) + 1 })}
            >
              {own.form.add({ title })}
            </button>
          ))}
      </fieldset>
      <p className="check-buttons">
        <button type="submit" className="button button--primary">
          {isNew ? own.form.save() : own.form['save-again']()}
        </button>
        {!isNew && (
          <button type="button" className="button button--secondary" onClick={onLeave}>
            {own.form.leave()}
          </button>
        )}
      </p>
    </form>
  );
}

/** Items of each list: as many as were filled or asked for. */
function countsOf(lists: readonly FormList[], cells: Contract['cells'], added: Counts): Counts {
  const blocks = new Set(lists.flatMap(({ name, isBlocks }) => (isBlocks ? [name] : [])));
  const counts: Record<string, number> = {};
  for (const { name } of lists) counts[name] = Math.max(fewest(name, blocks), added[name] ?? 0);
  for (const column of Object.keys(cells)) {
    let list = '';
    for (const part of column.split('.'))
      if (/^[0-9]+$/.test(part)) counts[list] = Math.max(counts[list] ?? 0, Number(part));
      else list = list === '' ? part : `${list}.${part}`;
  }
  return counts;
}

const titleOf = ({ list, number }: Section, lists: readonly FormList[], contract: string): string =>
  list === undefined ? contract : `${lists.find(({ name }) => name === list)?.title ?? list} (${number ?? 1})`;

/** Whether each list around a nested one (`modifications.titulaires`) has an item for it. */
const hasRoom = (name: string, lists: readonly FormList[], counts: Counts): boolean =>
  lists.every(({ name: around }) => !name.startsWith(`${around}.`) || (counts[around] ?? 0) > 0);

/** Fields folded away. What is wrong with one of them opens the fold, which then stays open. */
function Fold({ count, hasError, children }: { count: number; hasError: boolean; children: ReactNode }): ReactNode {
  const { own } = usePage();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details open={isOpen || hasError} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>{own.form['optional-fields']({ n: count })}</summary>
      {children}
    </details>
  );
}

function KindChoice({ kind, onChange }: { kind: RecordKind; onChange: (kind: RecordKind) => void }): ReactNode {
  const { own } = usePage();
  return (
    <fieldset>
      <legend>{own.form.kind()}</legend>
      {RECORD_KINDS.map((one) => (
        <label key={one} className="form-choice">
          <input type="radio" name="contrat" checked={kind === one} onChange={() => onChange(one)} />{' '}
          {own.form.contract({ kind: one })}
        </label>
      ))}
    </fieldset>
  );
}
