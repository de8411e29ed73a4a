/** Items of a list beyond which rules whose work grows with its square are not run: a hostile list would keep them busy for minutes. */
export const LONG = 1000;
