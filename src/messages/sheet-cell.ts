import type { CellPlace, Finding } from '../finding.ts';

/** The cell of a finding about a sheet that people fill in: their messages speak of columns and cells. */
export const sheetCell = ({ position }: Finding): CellPlace | undefined =>
  position?.cell?.ofPackage === true ? undefined : position?.cell;
