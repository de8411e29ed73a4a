/** Whether something that a rule asks of the record at hand could not be told: then nothing that was found counts. */
export let doubtful: bool = false;

/** What a function gives after this is of no account. */
export function doubt(): void {
  doubtful = true;
}

/** Said before each record. */
export function trust(): void {
  doubtful = false;
}
