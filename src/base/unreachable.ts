/** Ends a `switch` that has named every case; reaching it is a bug of this program. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`)
}
