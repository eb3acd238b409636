import { unreachable } from '../../base/unreachable.ts'
import type * as ast from '../ast.ts'
import { Equal } from '../tokens.ts'
import { clauseDoc } from './clause-doc.ts'
import { BREAK, type Doc, group, LINE, nest, SPACE, spaces } from './doc.ts'
import { expressionDoc, rangeDoc, referenceDoc } from './expression-doc.ts'
import { commaList, optionalList, wordList } from './list-doc.ts'
import { separated } from './separated.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * One item.
 *
 * @param width of the name of a `let`, so that the `=` of neighbours stand under each other.
 */
export function itemDoc(item: ast.Item, tokens: TokenReader, width: number): Doc {
  const { take } = tokens
  switch (item.kind) {
    case 'use':
      return [
        [take(), SPACE, take(), SPACE],
        commaList(item.imports, (each) => importDoc(each, tokens), tokens),
      ]
    case 'let':
      return [take(), SPACE, definitionDoc(width, tokens), expressionDoc(item.value, tokens)]
    case 'policy':
      return item.name === undefined
        ? group(bodyDoc(item.body, tokens))
        : group(
            headDoc(item, tokens),
            nest(item.body.length > 0 ? LINE : [], bodyDoc(item.body, tokens)),
          )
    case 'flow':
      return flowDoc(item, tokens)
    case 'prove':
      return [
        [take(), SPACE, referenceDoc(item.subject, tokens), SPACE, take(), SPACE],
        expressionDoc(item.claim, tokens),
      ]
    case 'test':
      return testDoc(item, tokens)
    default:
      return unreachable(item)
  }
}

function importDoc({ alias }: ast.Import, { take }: TokenReader): Doc {
  return alias === undefined ? take() : [take(), SPACE, take(), SPACE, take()]
}

/** A name of at most that width, and its `=`. */
function definitionDoc(width: number, { take }: TokenReader): Doc {
  const name = take()
  const length = 'kind' in name && name.kind === 'token' ? name.text.length : 0
  return [name, spaces(Math.max(0, width - length) + 1), take(), SPACE]
}

function headDoc({ params, extends: parent }: ast.PolicyItem, tokens: TokenReader): Doc {
  const { take } = tokens
  const head = [
    [take(), SPACE, take()],
    optionalList(params, (param) => paramDoc(param, tokens), tokens),
    [SPACE, take()],
  ]
  if (parent === undefined) return head
  const extended = [head, SPACE, referenceDoc(parent, tokens)]
  if (tokens.nextIs(Equal)) tokens.drop()
  return extended
}

function paramDoc({ type, default: value, range }: ast.ParamDecl, tokens: TokenReader): Doc {
  const { take } = tokens
  return [
    [take(), take(), SPACE],
    separated(
      type.words,
      () => take(),
      () => [SPACE, take(), SPACE],
    ),
    value === undefined ? [] : [SPACE, take(), SPACE, expressionDoc(value, tokens)],
    range === undefined ? [] : [SPACE, take(), SPACE, rangeDoc(range, tokens)],
  ]
}

/** A clause a line; what to do `on` a reason stands under the `fallback` it refines. */
function bodyDoc(body: readonly ast.Clause[], tokens: TokenReader): Doc {
  let refines = false
  return body.map((clause, i) => {
    const doc = [i === 0 ? [] : LINE, clauseDoc(clause, tokens)]
    refines = clause.kind === 'fallback' || (refines && clause.kind === 'on')
    return refines && clause.kind === 'on' ? nest(doc) : doc
  })
}

function flowDoc({ nodes }: ast.FlowItem, tokens: TokenReader): Doc {
  const { take } = tokens
  const width = nodes.reduce((most, { name: { span } }) => Math.max(most, span.end - span.start), 0)
  return [
    [take(), SPACE, take(), SPACE, take()],
    nest(
      nodes.map((node) => [BREAK, nodeDoc(node, tokens, width)]),
      [BREAK, take(), SPACE, take()],
    ),
  ]
}

function nodeDoc(node: ast.FlowNode, tokens: TokenReader, width: number): Doc {
  const { take } = tokens
  return group(
    definitionDoc(width, tokens),
    [take(), SPACE, referenceDoc(node.policy, tokens)],
    nest(
      group(LINE, take()),
      [
        LINE,
        take(),
        SPACE,
        separated(
          node.inputs,
          () => take(),
          () => [take(), SPACE],
        ),
      ],
      node.template === undefined ? [] : [LINE, take(), SPACE, take()],
    ),
  )
}

function testDoc({ on, tried, expectations }: ast.TestItem, tokens: TokenReader): Doc {
  const { take } = tokens
  return [
    group(
      [take(), SPACE, take()],
      on === undefined ? [] : [SPACE, take(), SPACE, take()],
      tried.length === 0 ? [] : nest(LINE, take(), SPACE, triedDoc(tried, tokens)),
      [SPACE, take()],
    ),
    nest(expectations.map((each) => [BREAK, expectationDoc(each, tokens)])),
  ]
}

function triedDoc(tried: readonly ast.TestedValues[], tokens: TokenReader): Doc {
  const { take } = tokens
  return nest(
    separated(
      tried,
      ({ values }) => [
        [take(), SPACE, take(), SPACE],
        wordList(values, (each) => expressionDoc(each, tokens), tokens),
      ],
      () => [take(), LINE],
    ),
  )
}

function expectationDoc(expectation: ast.Expectation, tokens: TokenReader): Doc {
  const { take } = tokens
  const subject = [referenceDoc(expectation.subject, tokens), SPACE, take(), SPACE]
  switch (expectation.kind) {
    case 'rejects':
      if (expectation.because === undefined) return [subject, take()]
      return group(
        [subject, take()],
        nest(LINE, take(), SPACE, expressionDoc(expectation.because, tokens)),
      )
    case 'picks':
      return [subject, expectation.negated ? [take(), SPACE] : [], take()]
    case 'keeps':
      return [[subject, take(), SPACE, take(), SPACE], expressionDoc(expectation.atLeast, tokens)]
    case 'orders':
      return group(
        subject,
        nest(
          separated(
            expectation.routes,
            () => take(),
            () => [take(), LINE],
          ),
        ),
      )
    default:
      return unreachable(expectation)
  }
}
