import { MissingField } from '../../generate/sql/names.ts';
import { queries } from '../../generate/sql/queries.ts';
import { views } from '../../generate/sql/views.ts';
import { CHECKS } from '../../messages/compiled/checks.ts';
import type { Model } from '../../model/types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Problem } from '../problem.ts';

/** Reports the first field that the draft has no longer and without which one of its forms cannot be made: the views on SQL tables are written by field. */
export function checkForms(next: Model): Problem[] {
  try {
    views(next);
    queries(next);
    return [];
  } catch (error) {
    if (!(error instanceof MissingField)) throw error;
    return [{ file: 'schema/next', ...textsOf(CHECKS, (say) => say['field.in-views']({ field: error.field })) }];
  }
}
