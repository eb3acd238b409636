import type { Spliced } from '../splice/parts.ts'

/** The text that spliced bytes are. A character may be cut between two parts. */
export function textOfSpliced({ parts }: Spliced): string {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return new TextDecoder().decode(only)
  const decoder = new TextDecoder()
  return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode()
}
