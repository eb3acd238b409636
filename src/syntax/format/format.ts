import type { Checked } from '../../base/diagnostic.ts'
import { hasErrors } from '../../base/diagnostic.ts'
import type { Source } from '../../base/source.ts'
import type * as ast from '../ast.ts'
import { parseTokens } from '../parse.ts'
import { sameTree } from '../same-tree.ts'
import { type Tokens, tokenize } from '../tokenize.ts'
import { type Comment, hasBlankAbove, placeComments } from './comments.ts'
import { fileDoc } from './file-doc.ts'
import { layOut } from './lay-out.ts'
import { readTokens } from './token-reader.ts'

/**
 * The text in the one layout, or undefined and diagnostics (UH0…) when it has mistakes.
 *
 * The tree is walked and the source's own tokens are written, so nothing gets lost; comments are
 * woven in by their places. Before it answers, the formatter reads what it wrote and compares
 * trees and comments.
 */
export function format(source: Source): Checked<string | undefined> {
  const lexed = tokenize(source)
  const { value: file, diagnostics } = parseTokens(source, lexed)
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics }
  const text = write(source.text, lexed, file)
  prove({ source, lexed, file }, text)
  return { value: text, diagnostics }
}

function write(source: string, { tokens, comments }: Tokens, file: ast.File): string {
  const places: (readonly Comment[])[] = [...placeComments(source, tokens, comments)]
  const reader = readTokens(tokens, (index) => {
    places[index + 1] = [...(places[index] ?? []), ...(places[index + 1] ?? [])]
    places[index] = []
  })
  const isAbove = (offset: number) => hasBlankAbove(source, offset)
  const firstTokens = new Map(tokens.map(({ startOffset }, index) => [startOffset, index]))
  const doc = fileDoc(file, reader, ({ span }) => {
    const comment = places[firstTokens.get(span.start) ?? -1]?.some(({ trails }) => !trails)
    return comment === true || isAbove(span.start)
  })
  if (!reader.isDone()) throw new Error('the file has more tokens than the tree')
  return layOut(doc, {
    comments: places,
    hasBlankAbove: (index) => isAbove(tokens[index]?.startOffset ?? 0),
  })
}

interface Original {
  readonly source: Source
  readonly lexed: Tokens
  readonly file: ast.File
}

/** Throws when the text does not say what the source said: a mistake of the formatter. */
function prove({ source, lexed, file }: Original, text: string): void {
  const written = { name: source.name, text }
  const again = tokenize(written)
  const { value, diagnostics } = parseTokens(written, again)
  const said = (each: Tokens) => each.comments.map(({ image }) => image.trimEnd())
  if (diagnostics.length === 0 && sameTree(value, file) && sameTree(said(again), said(lexed)))
    return
  throw new Error(`formatting would change what ${source.name} says`)
}
