import { type ReactNode, type SubmitEvent, useState } from 'react';
import type { DescribedFinding } from '../../../../src/library/page/types.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';
import type { Model } from '../../../../src/model/types.ts';
import { usePage } from '../../check/use-page.ts';
import type { Contract } from '../contracts.ts';
import { type Counts, fewest, type FormField, type FormList, listsOf, type Section, sectionsOf } from '../fields.ts';
import { FieldInput } from './FieldInput.tsx';

type Props = {
  model: Model;
  contract: Contract;
  findings: readonly DescribedFinding[];
  isNew: boolean;
  onChange: (contract: Contract) => void;
  onSave: () => void;
  onLeave: () => void;
};

/** The form of one contract. */
export function ContractForm({ model, contract, findings, isNew, onChange, onSave, onLeave }: Props): ReactNode {
  const { own, lang } = usePage();
  const { kind, cells } = contract;
  const [added, setAdded] = useState<Counts>({});
  const lists = listsOf(model, kind, lang);
  const counts = countsOf(lists, cells, added);
  const sections = sectionsOf(model, kind, counts, lang);
  const put = (name: string, value: string): void => {
    const { [name]: _, ...others } = cells;
    onChange({ kind, cells: value === '' ? others : { ...others, [name]: value } });
  };
  const input = (field: FormField): ReactNode => (
    <FieldInput
      key={field.name}
      field={field}
      value={cells[field.name] ?? ''}
      findings={findings.filter(({ position }) => position?.cell?.name === field.name)}
      onChange={put}
    />
  );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    onSave();
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {isNew && <KindChoice kind={kind} onChange={(chosen) => onChange({ kind: chosen, cells })} />}
      {sections.map((section) => (
        <fieldset key={section.key}>
          <legend>{titleOf(section, lists, own.form.contract({ kind }))}</legend>
          {section.fields.filter(({ required }) => required).map(input)}
          <Optional fields={section.fields.filter(({ required }) => !required)} isOpen={section.key !== ''}>
            {input}
          </Optional>
        </fieldset>
      ))}
      <fieldset className="form-more">
        <legend>{own.form.more()}</legend>
        {lists.map(({ name, title }) => (
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

type OptionalProps = { fields: readonly FormField[]; isOpen: boolean; children: (field: FormField) => ReactNode };

/** Optional fields of the contract are folded away; those of a block that a person added are not. */
function Optional({ fields, isOpen, children }: OptionalProps): ReactNode {
  const { own } = usePage();
  if (fields.length === 0) return null;
  if (isOpen) return fields.map(children);
  return (
    <details>
      <summary>{own.form['optional-fields']({ n: fields.length })}</summary>
      {fields.map(children)}
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
