import type { Source } from '../base/source.ts'
import type { Analysis } from '../compile/index.ts'
import { tokenize } from '../syntax/index.ts'

/** A file without errors, as rules about its text see it. */
export interface LintedFile {
  readonly source: Source
  readonly analysis: Analysis
  /** In the order of the text. */
  readonly comments: () => readonly Comment[]
}

export interface Comment {
  /** The offset of its `#`. */
  readonly start: number
  /** From the `#` to the end of the line. */
  readonly text: string
}

export function lintedFile(analysis: Analysis): LintedFile {
  const source = analysis.main
  let comments: readonly Comment[] | undefined
  return {
    source,
    analysis,
    comments: () => {
      comments ??= tokenize(source).comments.map(({ startOffset, image }) => ({
        start: startOffset,
        text: image,
      }))
      return comments
    },
  }
}
