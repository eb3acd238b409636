/**
 * Whether a pattern means that route. A pattern without a slash means every route of a provider;
 * `*` stands for any characters, but the first slash parts provider and family.
 */
export function matchesPattern(pattern: string, { provider, family }: Target): boolean {
  const slash = pattern.indexOf('/')
  if (slash < 0) return matches(pattern, provider)
  const name = pattern.slice(slash + 1)
  return matches(pattern.slice(0, slash), provider) && matches(name, family ?? '')
}

export interface Target {
  readonly provider: string
  /** Undefined where the call names no model of the provider. */
  readonly family: string | undefined
}

/** Takes what stands between stars where it first comes, and the last as late as it can. */
function matches(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === text
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
