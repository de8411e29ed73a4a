/** Markup for pages and for reports that are downloaded. */

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for HTML: between tags or in a quoted attribute. */
export const html = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
