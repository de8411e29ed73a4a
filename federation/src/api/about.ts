import { said, type TextName } from './schemas.ts';

/** An answer that is a file. */
export const fileOf = (type: string): Record<string, unknown> => ({
  200: { description: type, content: { [type]: { schema: { type: 'string' } } } },
});

/** What a route is for, its name, and what it is listed under. */
export const about = (
  tag: string,
  of: TextName,
): { operationId: string; tags: string[]; 'x-texts': { fr: string; en: string } } => ({
  ...{ operationId: of, tags: [tag] },
  ...said(of),
});
