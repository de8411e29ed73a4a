import type { Step } from './types.ts';

/** Steps as a person names them: `orders[].place.code`; '' for none. */
export function pathOf(steps: readonly Step[]): string {
  return steps.map(written).join('').replace(/^\./, '');
}

function written(step: Step): string {
  switch (step.by) {
    case 'property':
      return /^[^.[\]]+$/.test(step.name) ? `.${step.name}` : `[${JSON.stringify(step.name)}]`;
    case 'item':
      return `[${String(step.index)}]`;
    case 'items':
      return '[]';
    case 'pattern':
      return `[/${step.pattern}/]`;
    case 'other':
      return '.*';
  }
}
