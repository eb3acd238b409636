import type { IToken } from 'chevrotain'
import type { Checked } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import type * as ast from './ast.ts'
import { checkItems } from './check-items.ts'
import { type Items, toItems } from './cst-to-ast.ts'
import { docsOf } from './docs.ts'
import { explainFailure } from './explain-failure.ts'
import { type Failure, failureOf, type Patience } from './failure.ts'
import { type Problem, toDiagnostic } from './problem.ts'
import { QuickGrammar } from './quick-grammar.ts'
import { pastedTerm } from './repairs/terms.ts'
import { splitItems } from './split-items.ts'
import { MOST_REPORTS, spanOf, type Tokens, tokenize } from './tokenize.ts'

/**
 * Reads a `.uh` text: the tree of every item that could be read, and one diagnostic (UH0…) for
 * each mistake, in the order of the text, {@link MOST_REPORTS} at most. Never throws.
 */
export function parse(source: Source): Checked<ast.File> {
  return parseTokens(source, tokenize(source))
}

/** {@link parse}, for who has the tokens already. */
export function parseTokens({ name, text }: Source, lexed: Tokens): Checked<ast.File> {
  const { edition, items, problems } = parseItems(text, lexed)
  return {
    value: { kind: 'file', span: { start: 0, end: text.length }, edition, items },
    diagnostics: problems
      .toSorted((a, b) => a.span.start - b.span.start)
      .slice(0, MOST_REPORTS)
      .map((problem) => toDiagnostic(problem, name)),
  }
}

/** Whether these tokens, of one item or more, are in the grammar. Takes one run of the parser. */
export function canRead(tokens: readonly IToken[]): boolean {
  const parser = grammar()
  parser.input = [...tokens]
  parser.file()
  return parser.errors.length === 0
}

/** How many tokens are read again to find out what was meant by those that do not fit. */
const MOST_TRIED_TOKENS = 200_000

interface Parsed extends Items {
  readonly problems: readonly Problem[]
}

function parseItems(text: string, { tokens, comments, problems: spelling }: Tokens): Parsed {
  const pasted = pastedTerm(tokens)
  if (pasted !== undefined) return nothingBut(pasted)
  const { runs, tooDeep } = splitItems(tokens)
  if (tooDeep !== undefined) return nothingBut(tooDeep)
  const parser = grammar()
  const docs = docsOf(text, comments)
  const items: ast.Item[] = []
  const failures: Failure[] = []
  const patience: Patience = { tokens: MOST_TRIED_TOKENS }
  let edition: ast.Edition | undefined
  for (const [i, run] of runs.entries()) {
    parser.input = run
    const cst = parser.file()
    const [error] = parser.errors
    if (error === undefined) {
      const part = toItems(cst, docs)
      edition ??= part.edition
      for (const item of part.items) items.push(item)
      continue
    }
    const next = runs[i + 1]?.[0]
    failures.push(failureOf(error, { grammar: parser, tokens: run, text, next, patience }))
    if (failures.length === MOST_REPORTS) break
  }
  const order = failures
    .filter((failure) => !isExplained(failure, spelling))
    .map((failure) => ({ failure, problem: explainFailure(failure) }))
  return {
    edition,
    items,
    problems: [
      ...spelling.filter((odd) => !order.some((found) => answers(found, odd))),
      ...order.map(({ problem }) => problem),
      ...checkItems({ edition, items }),
    ],
  }
}

function nothingBut(problem: Problem): Parsed {
  return { edition: undefined, items: [], problems: [problem] }
}

/** True when a token that was left out stood just where the parser stopped: that is the mistake. */
function isExplained({ before, found, text }: Failure, spelling: readonly Problem[]): boolean {
  const start = before === undefined ? 0 : spanOf(before).end
  const end = found?.startOffset ?? text.length
  return spelling.some(({ span }) => span.start >= start && span.end <= end)
}

/**
 * True when a report on the order of tokens says what a report on the spelling of one would: its
 * fix rewrites the place. In `gpt-4o` no unit is wrong, and in the name after it neither.
 */
function answers({ failure, problem }: Explained, { code, span }: Problem): boolean {
  const edits = problem.fix?.edits ?? []
  if (edits.some((edit) => edit.span.start <= span.start && span.end <= edit.span.end)) return true
  if (problem.code !== 'UH0025' || code !== 'UH0012') return false
  const [first, last] = [failure.tokens[0], failure.tokens.at(-1)]
  if (first === undefined || last === undefined) return false
  return first.startOffset <= span.start && span.end <= spanOf(last).end
}

interface Explained {
  readonly failure: Failure
  readonly problem: Problem
}

let instance: QuickGrammar | undefined

function grammar(): QuickGrammar {
  instance ??= new QuickGrammar({ skipValidations: true })
  return instance
}
