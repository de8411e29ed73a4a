import type { Trait } from './answers.ts';
import { said, type TextName } from './schemas.ts';

/** An answer that is a file. */
export const fileOf = (type: string): Record<string, unknown> => ({
  200: { description: type, content: { [type]: { schema: { type: 'string' } } } },
});

/** What a route is for, its name, what it is listed under, and what it does besides. */
export const about = (
  tag: string,
  of: TextName,
  ...traits: Trait[]
): { operationId: string; tags: string[]; 'x-texts': { fr: string; en: string }; 'x-answers': Trait[] } => ({
  ...{ operationId: of, tags: [tag], 'x-answers': traits },
  ...said(of),
});
