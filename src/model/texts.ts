export type Texts = { fr: string; en: string };
