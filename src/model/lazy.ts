/** Gives an object a property that is made when it is first read. */
export function defineLazy<T, K extends keyof T>(target: T, name: K, make: () => T[K]): void {
  let made: { value: T[K] } | undefined;
  Object.defineProperty(target, name, { enumerable: true, configurable: true, get: () => (made ??= { value: make() }).value });
}
