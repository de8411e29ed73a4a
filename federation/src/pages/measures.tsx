/** The numbers of a territory, or of all there is, as its pages show them. */
import { FEDERATION_PAGES_TERRITORY } from '../../../src/messages/compiled/federation-pages-territory.ts';
import { addressOf, lastMonths, meanDays, rejected, timely, unwarned } from './indicators.ts';
import { type Figure, Months } from './parts.tsx';
import type { Counts, MonthAnswer } from './answers.ts';
import { NONE, type View } from './view.ts';

export const daysText = (counts: Counts, { lang }: View): string => {
  const days = meanDays(counts);
  return days === null ? NONE : FEDERATION_PAGES_TERRITORY[lang].days({ days });
};

/** The indicators that counts alone give. `territory`: the code of the one that they are of, which their pages are then about. */
export function figuresOf(counts: Counts, view: View, territory?: string): Figure[] {
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const [onTime, dated] = timely(counts);
  const [clean, contracts] = unwarned(counts);
  const [dropped, records] = rejected(counts);
  const { number, share } = view;
  return [
    { value: number(contracts), name: say['figure.contracts'](), about: addressOf('publies', territory) },
    {
      value: share(onTime, dated),
      name: say['figure.timely'](),
      note: say['figure.of']({ part: number(onTime), of: number(dated) }),
      about: addressOf('delai', territory),
    },
    { value: daysText(counts, view), name: say['figure.days'](), about: addressOf('delai', territory) },
    {
      value: share(clean, contracts),
      name: say['figure.unwarned'](),
      note: say['figure.of']({ part: number(clean), of: number(contracts) }),
      about: addressOf('conformite', territory),
    },
    {
      value: share(dropped, records),
      name: say['figure.rejected'](),
      note: say['figure.of']({ part: number(dropped), of: number(records) }),
      about: addressOf('rejets', territory),
    },
  ];
}

/** How many collectivités of a territory publish. */
export const coverage = (
  { code, publishing, collectivites }: { code: string; publishing: number; collectivites: number },
  view: View,
): Figure => ({
  value: view.share(publishing, collectivites),
  name: FEDERATION_PAGES_TERRITORY[view.lang]['figure.coverage'](),
  note: FEDERATION_PAGES_TERRITORY[view.lang]['figure.of']({
    part: view.number(publishing),
    of: view.number(collectivites),
  }),
  about: addressOf('couverture', code),
});

/** The last 24 months of publication: contracts alone where `isShort`. */
export function Progress({
  months,
  now,
  view,
  isShort = false,
}: {
  months: readonly MonthAnswer[];
  now: Date;
  view: View;
  isShort?: boolean;
}) {
  const say = FEDERATION_PAGES_TERRITORY[view.lang];
  const { number, share } = view;
  const last = lastMonths(months, now);
  return (
    <>
      <Months
        title={say['months.contracts']()}
        unit={say['months.contractsUnit']()}
        points={last.map(({ month, contracts }) => ({ month, value: contracts }))}
        write={number}
      />
      {!isShort && (
        <>
          <Months
            title={say['months.timely']()}
            unit={say['months.shareUnit']()}
            points={last.map((one) => ({ month: one.month, value: one.dated === 0 ? null : one.timely / one.dated }))}
            write={(value) => share(value, 1)}
            most={1}
          />
          <Months
            title={say['months.rejected']()}
            unit={say['months.rejectedUnit']()}
            points={last.map((one) => ({ month: one.month, value: one.rejected }))}
            write={number}
          />
        </>
      )}
    </>
  );
}
