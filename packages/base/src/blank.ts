/** Whether a text says nothing: it has no character but the white space of JSON and XML. As the schemas of DECP have it, other blanks say something. */
export const isBlank = (text: string): boolean => !/[^ \t\r\n]/.test(text);
