/** The types of AssemblyScript that `assembly/constants.ts` names, for TypeScript. */
type u8 = number;
type i32 = number;
type u32 = number;
type usize = number;
