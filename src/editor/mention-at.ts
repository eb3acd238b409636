import type { Document } from './document.ts'
import type { Mention } from './mentions/mention.ts'

/** The name at an offset, its end included: a caret behind a name is at the name. */
export function mentionAt({ mentions }: Document, offset: number): Mention | undefined {
  return mentions.find(({ span }) => span.start <= offset && offset <= span.end)
}
