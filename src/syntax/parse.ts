import type { CstNode, IToken } from 'chevrotain'
import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type * as ast from './ast.ts'
import { toFile } from './cst-to-ast.ts'
import { docsOf } from './docs.ts'
import { Grammar } from './grammar.ts'
import { tokenize } from './tokenize.ts'

/**
 * Reads a `.uh` text: the tree of everything that could be read, and one diagnostic (UH0…) for
 * each mistake. Never throws.
 */
export function parse(source: Source): Checked<ast.File> {
  const { tokens, comments, diagnostics: lexical } = tokenize(source)
  const parser = grammar()
  parser.input = [...tokens]
  const cst: CstNode = parser.file()
  const diagnostics: Diagnostic[] = [...lexical]
  const [error] = parser.errors
  if (error !== undefined) {
    const token: IToken = error.token
    const span = Number.isNaN(token.startOffset)
      ? { start: source.text.length, end: source.text.length }
      : { start: token.startOffset, end: token.startOffset + token.image.length }
    diagnostics.push({
      code: 'UH0001',
      severity: 'error',
      message: error.message,
      source: source.name,
      span,
    })
    return {
      value: { kind: 'file', span: { start: 0, end: 0 }, edition: undefined, items: [] },
      diagnostics,
    }
  }
  return { value: toFile(cst, docsOf(source.text, comments)), diagnostics }
}

let instance: Grammar | undefined

function grammar(): Grammar {
  instance ??= new Grammar({ skipValidations: true })
  return instance
}
