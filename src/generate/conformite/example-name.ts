/** True for the path of a JSON example, and not for what is expected of it. */
export const isExample = (path: string): boolean => /^(?:valid|invalid)\/[^/]+(?<!\.findings)\.json$/.test(path);
