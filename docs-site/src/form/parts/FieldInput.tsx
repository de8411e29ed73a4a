import { type ChangeEvent, type ReactNode, useId } from 'react';
import { isDay } from '../../../../packages/base/src/days.ts';
import type { DescribedFinding } from '../../../../src/library/page/types.ts';
import { usePage } from '../../check/use-page.ts';
import type { FormField } from '../fields.ts';

type Props = {
  field: FormField;
  value: string;
  findings: readonly DescribedFinding[];
  onChange: (name: string, value: string) => void;
};

/** The address of an input in the page, for the links of the list of errors. */
export const inputId = (name: string): string => `champ-${name.replaceAll('.', '-')}`;

/** One field with its label, its help and what is wrong with it. */
export function FieldInput({ field, value, findings, onChange }: Props): ReactNode {
  const { own } = usePage();
  const id = useId();
  const { name, label, help, example, required, kind, codes } = field;
  const isWrong = findings.some(({ severity }) => severity === 'error');
  // A value of a file that is not in the list: an input that does not show it would lose it.
  const isOther = value !== '' && !(kind === 'code' ? codes : ['oui', 'non']).includes(value);
  const hasHelp = help !== '' || example !== '';
  const described = [...(hasHelp ? [`${id}-help`] : []), ...(findings.length > 0 ? [`${id}-findings`] : [])];
  // An input of days hides any other text.
  const isDate = kind === 'date' && (value === '' || isDay(value));
  const common = {
    id: inputId(name),
    value,
    'aria-required': required,
    'aria-invalid': isWrong,
    'aria-describedby': described.join(' ') || undefined,
    onChange: ({ target }: ChangeEvent<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>) =>
      onChange(name, target.value),
  };
  return (
    <div className={`form-field${isWrong ? ' form-field--wrong' : ''}`}>
      <label htmlFor={inputId(name)}>
        {label} {!required && kind !== 'stray' && <span className="form-optional">({own.form.optional()})</span>}
      </label>
      {hasHelp && (
        <p id={`${id}-help`} className="form-help">
          {help} {example !== '' && own.form.example({ example })}
        </p>
      )}
      {kind === 'code' || kind === 'answer' ? (
        <select {...common}>
          <option value="">{own.form.choose()}</option>
          {isOther && <option>{value}</option>}
          {kind === 'code'
            ? codes.map((code) => <option key={code}>{code}</option>)
            : (['oui', 'non'] as const).map((answer) => (
                <option key={answer} value={answer}>
                  {own.form[answer]()}
                </option>
              ))}
        </select>
      ) : kind === 'long-text' ? (
        <textarea {...common} rows={3} />
      ) : (
        <input
          {...common}
          type={isDate ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          autoComplete="off"
        />
      )}
      {findings.length > 0 && (
        <ul id={`${id}-findings`} className="form-findings">
          {findings.map(({ code, path, words }) => (
            <li key={`${code} ${path}`}>{words?.text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
