/** What an error is and where it happened, and not what it says: that could be part of a request. */
export function faultText(error: unknown): { readonly error: string; readonly at: string } {
  if (!(error instanceof Error)) return { error: typeof error, at: 'unknown' }
  const line = error.stack?.split('\n').find((each) => each.trimStart().startsWith('at '))
  return {
    error: error.name,
    at: line?.trim().replace(/\(?(?:file:\/\/)?\/.*\//, '(') ?? 'unknown',
  }
}
