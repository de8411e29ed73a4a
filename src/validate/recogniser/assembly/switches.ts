/** Whether the switch was on; it is off now. */
export function switchOff(at: usize): bool {
  const was = load<u8>(at) != 0;
  store<u8>(at, 0);
  return was;
}
