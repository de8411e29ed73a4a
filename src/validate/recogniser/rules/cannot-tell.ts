/** Thrown for an expression, or a part of one, that compiled rules cannot decide: records that its rule looks at are left to JavaScript. */
export class CannotTell extends Error {}
