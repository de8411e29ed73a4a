import { type ReactNode, useId } from 'react';
import { type Level, levelOf } from '../../../../src/finding.ts';
import { type Group, OTHER_FIELDS } from '../../../../src/report/summary.ts';
import { type Filter, NO_FILTER } from '../places.ts';
import { usePage } from '../use-page.ts';

type Props = { filter: Filter; groups: readonly Group[]; onFilter: (filter: Filter) => void };

/** Maximum number of options in a select; more would be unusable. */
const MOST = 300;

export function Filters({ filter, groups, onFilter }: Props): ReactNode {
  const { own } = usePage();
  const { places } = own;
  const id = useId();
  const set = (change: Partial<Filter>): void => onFilter({ ...filter, ...change });
  const fields = new Map(
    groups.filter(({ key }) => key !== OTHER_FIELDS).map(({ key, field }) => [key, field === '' ? key : field]),
  );
  const codes = new Map(groups.map(({ code, title }) => [code, `${code} (${title})`]));
  const present = (['error', 'review', 'warning', 'info'] as const).filter((level) =>
    groups.some((group) => levelOf(group) === level),
  );
  return (
    <fieldset className="check-filters">
      <legend>{places.filters()}</legend>
      <Choice
        label={places.severity()}
        any={places['any-severity']()}
        value={filter.level}
        options={present.map((level) => [level, own['severity-name'][level]()])}
        onChange={(level) => set({ level: level as Level | '' })}
      />
      <Choice
        label={places.code()}
        any={places.all()}
        value={filter.code}
        options={[...codes]}
        onChange={(code) => set({ code })}
      />
      <Choice
        label={places.field()}
        any={places.all()}
        value={filter.field}
        options={[...fields]}
        onChange={(field) => set({ field })}
      />
      <span className="check-choice">
        <label htmlFor={id}>{places.text()}</label>
        <input id={id} type="search" value={filter.text} onChange={({ target }) => set({ text: target.value })} />
      </span>
      <button type="button" className="button button--secondary button--sm" onClick={() => onFilter(NO_FILTER)}>
        {places.clear()}
      </button>
    </fieldset>
  );
}

type ChoiceProps = {
  label: string;
  any: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
};

function Choice({ label, any, value, options, onChange }: ChoiceProps): ReactNode {
  const id = useId();
  // The selected option is always shown, since it may have been selected elsewhere on the page.
  const shown = options.filter(([option], i) => i < MOST || option === value);
  return (
    <span className="check-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        <option value="">{any}</option>
        {shown.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
