import type { OpenOutput } from './output.ts';
import { changes } from './outputs/changes.node.ts';
import { contracts } from './outputs/contracts.node.ts';
import { ocds } from './outputs/ocds.node.ts';
import { regulatory } from './outputs/regulatory.node.ts';
import { rejected } from './outputs/rejected.node.ts';
import { tables } from './outputs/tables.node.ts';
import { withdrawn } from './outputs/withdrawn.node.ts';

/** What a snapshot is made of. To add an output: its file in `outputs`, an entry here, its sentence in `messages/federation.yaml`. */
export const OUTPUTS: readonly OpenOutput[] = [contracts, regulatory, tables, ocds, rejected, withdrawn, changes];
