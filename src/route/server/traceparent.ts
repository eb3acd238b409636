/** An identity of nothing but zeros is none. */
const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/

/**
 * The trace of the client, gone on with: the same trace, with the call to the provider as a part of
 * its own. Undefined where the client has none, or one that cannot be read.
 *
 * @see https://www.w3.org/TR/trace-context/#traceparent-header
 */
export function traceparentOf(
  header: string | undefined,
  random: (count: number) => Uint8Array,
): string | undefined {
  const [, trace, flags] = TRACEPARENT.exec(header ?? '') ?? []
  if (trace === undefined) return undefined
  const part = [...random(8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `00-${trace}-${part}-${flags}`
}

/** The identity of the client's trace, to find a receipt by. */
export function traceIdOf(header: string | undefined): string | undefined {
  return TRACEPARENT.exec(header ?? '')?.[1]
}
