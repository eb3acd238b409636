import type { CstElement, CstNode, IToken } from 'chevrotain'
import type { Span } from '../base/span.ts'
import type * as ast from './ast.ts'
import { unquoteName, unquoteText } from './quoted.ts'
import { spanOf } from './tokenize.ts'

/**
 * Makes the syntax tree of a run of items from what the grammar found.
 *
 * One function a rule, in the order of the grammar; long because the grammar is. What the grammar
 * leaves flat is grouped here: `and` within `or`, `*` within `+` and `-`.
 *
 * @param docs the `##` lines that belong to the item that begins at an offset.
 */
export function toItems(cst: CstNode, docs: DocsAt): Items {
  const edition = childOrNone(cst, 'edition')
  return {
    edition: edition && toEdition(edition),
    items: children(cst, 'item').map((item) => toItem(item, docs)),
  }
}

export interface Items {
  readonly edition: ast.Edition | undefined
  readonly items: readonly ast.Item[]
}

export type DocsAt = (offset: number) => readonly string[]

function toEdition(cst: CstNode): ast.Edition {
  const number = token(cst, 'Quantity')
  return { kind: 'edition', span: between(token(cst, 'uh'), number), number: Number(number.image) }
}

// Items -----------------------------------------------------------------------------------------

function toItem(cst: CstNode, docs: DocsAt): ast.Item {
  switch (cst.name) {
    case 'useItem':
      return toUse(cst)
    case 'letItem':
      return toLet(cst, docs)
    case 'policyItem':
      return toPolicy(cst, docs)
    case 'namelessPolicy':
      return toNamelessPolicy(cst, docs)
    case 'flowItem':
      return toFlow(cst, docs)
    case 'proveItem':
      return toProve(cst)
    case 'testItem':
      return toTest(cst)
    default:
      return unknownRule(cst)
  }
}

function toUse(cst: CstNode): ast.UseItem {
  return {
    kind: 'use',
    span: between(token(cst, 'use'), token(cst, 'RightParen')),
    path: toText(token(cst, 'Text')),
    imports: children(cst, 'importName').map(toImport),
  }
}

function toImport(cst: CstNode): ast.Import {
  const [name, alias] = tokens(cst, 'Name').map(toName)
  if (name === undefined) throw new Error('an import has a name')
  return { kind: 'import', span: joined(name, alias ?? name), name, alias }
}

function toLet(cst: CstNode, docs: DocsAt): ast.LetItem {
  const start = token(cst, 'let')
  const value = toExpr(child(cst, 'expression'))
  return {
    kind: 'let',
    span: upTo(start, value),
    doc: docs(start.startOffset),
    name: toName(token(cst, 'Name')),
    value,
  }
}

function toPolicy(cst: CstNode, docs: DocsAt): ast.PolicyItem {
  const start = token(cst, 'policy')
  const name = toName(token(cst, 'Name'))
  const paramsNode = childOrNone(cst, 'params')
  const parentNode = childOrNone(cst, 'reference')
  const parent = parentNode && toReference(parentNode)
  const equal = tokens(cst, 'Equal').at(-1)
  const body = children(cst, 'clause').map(toClause)
  const end =
    body.at(-1)?.span ??
    (equal && spanOf(equal)) ??
    parent?.span ??
    (paramsNode && spanOf(token(paramsNode, 'RightParen'))) ??
    name.span
  return {
    kind: 'policy',
    span: { start: start.startOffset, end: end.end },
    doc: docs(start.startOffset),
    name,
    params: paramsNode === undefined ? [] : children(paramsNode, 'param').map(toParam),
    extends: parent,
    body,
  }
}

function toNamelessPolicy(cst: CstNode, docs: DocsAt): ast.PolicyItem {
  const body = children(cst, 'clause').map(toClause)
  const start = body[0]?.span.start ?? 0
  return {
    kind: 'policy',
    span: { start, end: body.at(-1)?.span.end ?? start },
    doc: docs(start),
    name: undefined,
    params: [],
    extends: undefined,
    body,
  }
}

function toParam(cst: CstNode): ast.ParamDecl {
  const name = toName(token(cst, 'Name'))
  const type = toParamType(child(cst, 'paramType'))
  const valueNode = childOrNone(cst, 'value')
  const rangeNode = childOrNone(cst, 'range')
  const value = valueNode && toValue(valueNode)
  const range = rangeNode && toRange(rangeNode)
  return {
    kind: 'param',
    span: joined(name, range ?? value ?? type),
    name,
    type,
    default: value,
    range,
  }
}

function toParamType(cst: CstNode): ast.ParamType {
  const words = tokens(cst, 'Word').map(toName)
  return { kind: 'param-type', span: joined(words[0], words.at(-1)), words }
}

function toRange(cst: CstNode): ast.RangeExpr {
  const [low, high] = pair(children(cst, 'arithmetic').map(toArithmetic))
  return { kind: 'range', span: joined(low, high), low, high }
}

function toReference(cst: CstNode): ast.Reference {
  const name = toName(token(cst, 'Name'))
  const close = tokenOrNone(cst, 'RightParen')
  return {
    kind: 'reference',
    span: { start: name.span.start, end: close === undefined ? name.span.end : spanOf(close).end },
    name,
    args: children(cst, 'argument').map(toArgument),
  }
}

function toArgument(cst: CstNode): ast.Argument {
  const name = toName(token(cst, 'Word'))
  const value = toValue(child(cst, 'value'))
  return { kind: 'argument', span: joined(name, value), name, value }
}

function toValue(cst: CstNode): ast.Expr {
  const label = tokenOrNone(cst, 'Label')
  return label === undefined ? toArithmetic(child(cst, 'arithmetic')) : toName(label)
}

// Clauses ---------------------------------------------------------------------------------------

function toClause(cst: CstNode): ast.Clause {
  const lone = tokenOrNone(cst, 'lone')
  return lone === undefined ? toClausePhrase(child(cst, 'phrase')) : toLoneClause(lone)
}

function toLoneClause(lone: IToken): ast.Clause {
  const span = spanOf(lone)
  switch (lone.tokenType.name) {
    case 'fastest':
    case 'any':
    case 'unguarded':
      return { kind: lone.tokenType.name, span }
    case 'InCatalogOrder':
      return { kind: 'catalog-order', span }
    default:
      return unknownToken(lone)
  }
}

function toClausePhrase(cst: CstNode): ast.Clause {
  switch (cst.name) {
    case 'whereClause': {
      const pred = toExpr(child(cst, 'expression'))
      return { kind: 'where', span: upTo(token(cst, 'where'), pred), pred }
    }
    case 'cheapestClause':
      return toCheapest(cst)
    case 'bestClause': {
      const start = spanOf(token(cst, 'best'))
      const by = tokenOrNone(cst, 'Name')
      if (by === undefined) return { kind: 'best', span: start, by }
      const name = toName(by)
      return { kind: 'best', span: { start: start.start, end: name.span.end }, by: name }
    }
    case 'rankClause': {
      const score = toExpr(child(cst, 'expression'))
      return { kind: 'rank', span: upTo(token(cst, 'rank'), score), score }
    }
    case 'inOrderClause':
      return {
        kind: 'in-order',
        span: between(token(cst, 'InOrder'), token(cst, 'RightSquare')),
        routes: children(cst, 'route').map(toRoute),
      }
    case 'sampleClause': {
      const temperature = toArithmetic(child(cst, 'arithmetic'))
      return { kind: 'sample', span: upTo(token(cst, 'sample'), temperature), temperature }
    }
    case 'preferClause': {
      const pred = toExpr(child(cst, 'expression'))
      return { kind: 'prefer', span: upTo(token(cst, 'prefer'), pred), pred }
    }
    case 'takeClause': {
      const count = toArithmetic(child(cst, 'arithmetic'))
      return { kind: 'take', span: upTo(token(cst, 'take'), count), count }
    }
    case 'selectClause': {
      const term = toRawTerm(child(cst, 'rawTerm'))
      return { kind: 'select', span: upTo(token(cst, 'select'), term), term }
    }
    case 'simpleTransform':
      return toTransform(child(cst, 'phrase'))
    case 'whenClause':
      return toWhen(cst)
    case 'fallbackClause':
      return toFallback(cst)
    case 'onClause':
      return toOn(cst)
    case 'rawTerm': {
      const term = toRawTerm(cst)
      return { kind: 'body-term', span: term.span, term }
    }
    default:
      return unknownRule(cst)
  }
}

function toCheapest(cst: CstNode): ast.CheapestClause {
  const start = token(cst, 'cheapest')
  const out = tokenOrNone(cst, 'out')
  if (out === undefined) return { kind: 'cheapest', span: spanOf(start), tokens: undefined }
  const [input, output] = pair(children(cst, 'arithmetic').map(toArithmetic))
  return { kind: 'cheapest', span: between(start, out), tokens: { input, output } }
}

function toRoute(cst: CstNode): ast.Route {
  const [provider, model] = pair(children(cst, 'word').map(toWord))
  return { kind: 'route', span: joined(provider, model), provider, model }
}

function toTransform(cst: CstNode): ast.Transform {
  switch (cst.name) {
    case 'setClause': {
      const value = toArithmetic(child(cst, 'arithmetic'))
      const param = toWord(child(cst, 'word'))
      return { kind: 'set', span: upTo(token(cst, 'set'), value), param, value }
    }
    case 'limitClause': {
      const range = toRange(child(cst, 'range'))
      const param = toWord(child(cst, 'word'))
      return { kind: 'limit', span: upTo(token(cst, 'limit'), range), param, range }
    }
    case 'jitterClause': {
      const by = toArithmetic(child(cst, 'arithmetic'))
      const param = toWord(child(cst, 'word'))
      return { kind: 'jitter', span: upTo(token(cst, 'jitter'), by), param, by }
    }
    case 'seedClause':
      return {
        kind: 'seed',
        span: between(token(cst, 'seed'), token(cst, 'request')),
        param: toWord(child(cst, 'word')),
      }
    case 'applyClause':
      return toApply(cst)
    case 'filterClause':
      return {
        kind: 'filter',
        span: between(token(cst, 'filter'), token(cst, 'RightSquare')),
        medium: tokenOrNone(cst, 'text') === undefined ? 'image' : 'text',
        recipe: children(cst, 'recipeStep').map(toRecipeStep),
      }
    case 'timeoutClause': {
      const [total, firstToken] = children(cst, 'arithmetic').map(toArithmetic)
      if (total === undefined) throw new Error('a timeout has a duration')
      const span = upTo(token(cst, 'timeout'), firstToken ?? total)
      return { kind: 'timeout', span, total, firstToken }
    }
    default:
      return unknownRule(cst)
  }
}

function toApply(cst: CstNode): ast.Transform {
  const term = childOrNone(cst, 'rawTerm')
  const name = tokenOrNone(cst, 'Name')
  const transform =
    term !== undefined
      ? toRawTerm(term)
      : name !== undefined
        ? toName(name)
        : toText(token(cst, 'Text'))
  return { kind: 'apply', span: upTo(token(cst, 'apply'), transform), transform }
}

function toRecipeStep(cst: CstNode): ast.RecipeStep {
  const word = childOrNone(cst, 'word')
  if (word !== undefined) return toWord(word)
  return {
    kind: 'settings',
    span: between(token(cst, 'LeftCurly'), token(cst, 'RightCurly')),
    entries: children(cst, 'setting').map(toSetting),
  }
}

function toSetting(cst: CstNode): ast.Setting {
  const key = toWord(child(cst, 'word'))
  const value = toValue(child(cst, 'value'))
  return { kind: 'setting', span: joined(key, value), key, value }
}

function toWhen(cst: CstNode): ast.Transform {
  const start = token(cst, 'when')
  const pred = toExpr(child(cst, 'expression'))
  const block = childOrNone(cst, 'transformBlock')
  if (block === undefined) {
    const only = toTransform(child(child(cst, 'simpleTransform'), 'phrase'))
    return { kind: 'when', span: upTo(start, only), pred, body: [only] }
  }
  const body = children(block, 'transform').map(toBlockTransform)
  return { kind: 'when', span: between(start, token(block, 'RightCurly')), pred, body }
}

function toBlockTransform(cst: CstNode): ast.Transform {
  const nested = childOrNone(cst, 'whenClause')
  if (nested !== undefined) return toWhen(nested)
  return toTransform(child(child(cst, 'simpleTransform'), 'phrase'))
}

function toFallback(cst: CstNode): ast.FallbackClause {
  const start = token(cst, 'fallback')
  const termNode = childOrNone(cst, 'rawTerm')
  if (termNode !== undefined) {
    const term = toRawTerm(termNode)
    return { kind: 'fallback', span: upTo(start, term), base: term }
  }
  const next = tokenOrNone(cst, 'next')
  return {
    kind: 'fallback',
    span: between(start, next ?? token(cst, 'stop')),
    base: next === undefined ? 'stop' : 'next',
  }
}

function toOn(cst: CstNode): ast.OnClause {
  const verb = childOrNone(cst, 'verb')
  const action: ast.Action =
    verb === undefined ? toRetry(child(cst, 'retryAction')) : { kind: 'do', ...toVerb(verb) }
  const coolNode = childOrNone(cst, 'arithmetic')
  const cool = coolNode && toArithmetic(coolNode)
  return {
    kind: 'on',
    span: upTo(token(cst, 'on'), cool ?? action),
    reason: toWord(child(cst, 'word')),
    action,
    cool,
  }
}

function toVerb(cst: CstNode): { readonly span: Span; readonly verb: ast.Verb } {
  const elsewhere = tokenOrNone(cst, 'elsewhere')
  if (elsewhere !== undefined) {
    return { span: between(token(cst, 'same'), elsewhere), verb: 'same-model-elsewhere' }
  }
  const provider = tokenOrNone(cst, 'provider')
  if (provider !== undefined) {
    return { span: between(token(cst, 'disable'), provider), verb: 'disable-provider' }
  }
  const next = tokenOrNone(cst, 'next')
  if (next !== undefined) return { span: spanOf(next), verb: 'next' }
  return { span: spanOf(token(cst, 'stop')), verb: 'stop' }
}

function toRetry(cst: CstNode): ast.Action {
  const [attempts, ...after] = children(cst, 'arithmetic').map(toArithmetic)
  if (attempts === undefined) throw new Error('a retry has a number of attempts')
  const then = toVerb(child(cst, 'verb'))
  return { kind: 'retry', span: upTo(token(cst, 'retry'), then), attempts, after, then }
}

// Expressions -----------------------------------------------------------------------------------

function toExpr(cst: CstNode): ast.Expr {
  const value = toCondition(cst)
  const conditionNode = childOrNone(cst, 'condition')
  if (conditionNode === undefined) return value
  const condition = toCondition(conditionNode)
  return { kind: 'if', span: joined(value, condition), value, condition }
}

/** What `condition` and the beginning of `expression` hold. */
function toCondition(cst: CstNode): ast.Expr {
  const relations = children(cst, 'relation')
  const only = single(relations)
  if (only !== undefined) return toRelation(only)
  const operands = relations.map(toRelation)
  const operators = tokens(cst, 'operator')
  const alternatives = runs(operands, (i) => operators[i]?.tokenType.name === 'or')
  return joinOperands(
    'or',
    alternatives.map((run) => joinOperands('and', run)),
  )
}

function joinOperands(kind: 'or' | 'and', operands: readonly ast.Expr[]): ast.Expr {
  return single(operands) ?? { kind, span: joined(operands[0], operands.at(-1)), operands }
}

/** Splits a list after each index that `ends` a run. */
function runs<T>(list: readonly T[], ends: (index: number) => boolean): readonly (readonly T[])[] {
  const result: T[][] = []
  let run: T[] = []
  for (const [i, each] of list.entries()) {
    run.push(each)
    if (i === list.length - 1 || ends(i)) {
      result.push(run)
      run = []
    }
  }
  return result
}

function toRelation(cst: CstNode): ast.Expr {
  const operand = toArithmetic(child(cst, 'arithmetic'))
  const tail = childOrNone(cst, 'tail')
  const relation = tail === undefined ? operand : toTail(operand, tail)
  return tokens(cst, 'not').reduceRight<ast.Expr>(
    (inner, not) => ({ kind: 'not', span: upTo(not, inner), operand: inner }),
    relation,
  )
}

function toTail(operand: ast.Expr, cst: CstNode): ast.Expr {
  switch (cst.name) {
    case 'comparison':
      return toComparison(operand, cst)
    case 'betweenBounds': {
      const [low, high] = pair(children(cst, 'arithmetic').map(toArithmetic))
      return { kind: 'between', span: joined(operand, high), operand, low, high }
    }
    case 'membership':
      return {
        kind: 'in',
        span: { start: operand.span.start, end: spanOf(token(cst, 'RightSquare')).end },
        operand,
        negated: tokenOrNone(cst, 'not') !== undefined,
        items: children(cst, 'listItem').map(toListItem),
      }
    case 'identity': {
      const value = toWord(child(cst, 'word'))
      const negated = tokenOrNone(cst, 'not') !== undefined
      return { kind: 'is', span: joined(operand, value), operand, negated, value }
    }
    default:
      return unknownRule(cst)
  }
}

function toComparison(first: ast.Expr, cst: CstNode): ast.CompareExpr {
  const operands = children(cst, 'arithmetic').map(toArithmetic)
  const rest = tokens(cst, 'Compare').map((op, i) => {
    const operand = operands[i]
    if (operand === undefined) throw new Error('a comparison has a right side')
    return { op: op.tokenType.LABEL as ast.Comparison, opSpan: spanOf(op), operand } // table of tokens.ts
  })
  return { kind: 'compare', span: joined(first, operands.at(-1)), first, rest }
}

function toListItem(cst: CstNode): ast.Expr {
  const word = tokenOrNone(cst, 'Word')
  if (word !== undefined) {
    const literal = word.tokenType.name
    if (literal !== 'true' && literal !== 'false') return toName(word)
    return { kind: 'boolean', span: spanOf(word), value: literal === 'true' }
  }
  const text = tokenOrNone(cst, 'Text')
  if (text !== undefined) return toText(text)
  return negated(tokens(cst, 'Minus'), toQuantity(token(cst, 'Quantity')))
}

function toArithmetic(cst: CstNode): ast.Expr {
  const nodes = children(cst, 'operand')
  const only = single(nodes)
  if (only !== undefined) return toOperand(only)
  const operands = nodes.map(toOperand)
  const operators = tokens(cst, 'operator')
  const terms = runs(operands, (i) => operators[i]?.tokenType.name !== 'Star').map(toProduct)
  const [first, ...rest] = terms
  if (first === undefined) throw new Error('a sum has a term')
  if (rest.length === 0) return first
  const signs = operators.filter((operator) => operator.tokenType.name !== 'Star')
  return {
    kind: 'sum',
    span: joined(first, rest.at(-1)),
    first,
    rest: rest.map((operand, i) => ({
      sign: signs[i]?.tokenType.name === 'Minus' ? '-' : '+',
      operand,
    })),
  }
}

function toProduct(factors: readonly ast.Expr[]): ast.Expr {
  return single(factors) ?? { kind: 'product', span: joined(factors[0], factors.at(-1)), factors }
}

function toOperand(cst: CstNode): ast.Expr {
  return negated(tokens(cst, 'Minus'), toUnsigned(cst))
}

function toUnsigned(cst: CstNode): ast.Expr {
  const name = tokenOrNone(cst, 'Name')
  if (name !== undefined) return toNameOrCall(name, childOrNone(cst, 'call'))
  const lone = tokenOrNone(cst, 'lone')
  return lone === undefined ? toOperandPhrase(child(cst, 'phrase')) : toLone(lone)
}

function negated(signs: readonly IToken[], operand: ast.Expr): ast.Expr {
  return signs.reduceRight<ast.Expr>(
    (inner, sign) => ({ kind: 'negate', span: upTo(sign, inner), operand: inner }),
    operand,
  )
}

function toLone(lone: IToken): ast.Expr {
  const name = lone.tokenType.name
  switch (name) {
    case 'PlainNumber':
    case 'Measure':
      return toQuantity(lone)
    case 'Text':
      return toText(lone)
    case 'true':
    case 'false':
      return { kind: 'boolean', span: spanOf(lone), value: name === 'true' }
    case 'healthy':
    case 'fits':
    case 'enabled':
    case 'anything':
    case 'nothing':
      return { kind: 'atom', span: spanOf(lone), atom: name }
    case 'InScope':
      return { kind: 'atom', span: spanOf(lone), atom: 'in-scope' }
    default:
      return unknownToken(lone)
  }
}

function toQuantity(quantity: IToken): ast.Expr {
  return { kind: 'quantity', span: spanOf(quantity), text: quantity.image }
}

function toOperandPhrase(cst: CstNode): ast.Expr {
  switch (cst.name) {
    case 'group':
      return {
        kind: 'group',
        span: between(token(cst, 'LeftParen'), token(cst, 'RightParen')),
        inner: toExpr(child(cst, 'expression')),
      }
    case 'hasCapability': {
      const capability = toWord(child(cst, 'word'))
      return { kind: 'has', span: upTo(token(cst, 'has'), capability), capability }
    }
    case 'topRank': {
      const field = toName(token(cst, 'Name'))
      const count = toArithmetic(child(cst, 'arithmetic'))
      return { kind: 'top', span: upTo(token(cst, 'top'), field), count, field }
    }
    case 'knownField': {
      const field = toName(token(cst, 'Name'))
      return { kind: 'known', span: upTo(token(cst, 'known'), field), field }
    }
    case 'matchTable':
      return {
        kind: 'match',
        span: between(token(cst, 'match'), token(cst, 'RightCurly')),
        subject: toName(token(cst, 'Name')),
        arms: children(cst, 'arm').map(toArm),
      }
    case 'rawTerm':
      return toRawTerm(cst)
    default:
      return unknownRule(cst)
  }
}

function toNameOrCall(token: IToken, call: CstNode | undefined): ast.Expr {
  const name = toName(token)
  if (call === undefined) return name
  return {
    kind: 'call',
    span: { start: name.span.start, end: closeOf(call) },
    function: name,
    args: children(call, 'expression').map(toExpr),
  }
}

function closeOf(call: CstNode): number {
  return spanOf(token(call, 'RightParen')).end
}

function toArm(cst: CstNode): ast.MatchArm {
  const label = token(cst, 'Word')
  const value = toExpr(child(cst, 'expression'))
  return {
    kind: 'arm',
    span: upTo(label, value),
    label: label.tokenType.name === 'else' ? undefined : toName(label),
    value,
  }
}

function toWord(cst: CstNode): ast.Word {
  const word = tokenOrNone(cst, 'Word')
  return word === undefined ? toText(token(cst, 'Text')) : toName(word)
}

function toName(name: IToken): ast.Name {
  const text = name.tokenType.name === 'QuotedName' ? unquoteName(name.image) : name.image
  return { kind: 'name', span: spanOf(name), text }
}

function toText(text: IToken): ast.Text {
  return { kind: 'text', span: spanOf(text), text: unquoteText(text.image) }
}

// Raw terms -------------------------------------------------------------------------------------

function toRawTerm(cst: CstNode): ast.RawTerm {
  const json = toJsonArray(child(cst, 'jsonArray'))
  return { kind: 'term', span: upTo(token(cst, 'term'), json), json }
}

function toJson(cst: CstNode): ast.Json {
  const array = childOrNone(cst, 'jsonArray')
  if (array !== undefined) return toJsonArray(array)
  const object = childOrNone(cst, 'jsonObject')
  if (object !== undefined) return toJsonObject(object)
  const number = tokenOrNone(cst, 'PlainNumber')
  if (number !== undefined) return toJsonNumber(tokenOrNone(cst, 'Minus'), number)
  const text = tokenOrNone(cst, 'Text')
  if (text !== undefined)
    return { kind: 'string', span: spanOf(text), value: unquoteText(text.image) }
  const empty = tokenOrNone(cst, 'null')
  if (empty !== undefined) return { kind: 'null', span: spanOf(empty) }
  const yes = tokenOrNone(cst, 'true')
  const span = spanOf(yes ?? token(cst, 'false'))
  return { kind: 'boolean', span, value: yes !== undefined }
}

function toJsonNumber(sign: IToken | undefined, number: IToken): ast.Json {
  if (sign === undefined) return { kind: 'number', span: spanOf(number), text: number.image }
  return { kind: 'number', span: between(sign, number), text: `-${number.image}` }
}

function toJsonArray(cst: CstNode): ast.Json {
  return {
    kind: 'array',
    span: between(token(cst, 'LeftSquare'), token(cst, 'RightSquare')),
    items: children(cst, 'json').map(toJson),
  }
}

function toJsonObject(cst: CstNode): ast.Json {
  return {
    kind: 'object',
    span: between(token(cst, 'LeftCurly'), token(cst, 'RightCurly')),
    members: children(cst, 'jsonMember').map(toJsonMember),
  }
}

function toJsonMember(cst: CstNode): ast.JsonMember {
  const key = token(cst, 'Text')
  const value = toJson(child(cst, 'json'))
  return { span: upTo(key, value), keySpan: spanOf(key), key: unquoteText(key.image), value }
}

// Flows and claims ------------------------------------------------------------------------------

function toFlow(cst: CstNode, docs: DocsAt): ast.FlowItem {
  const start = token(cst, 'flow')
  const [name, returns] = pair(tokens(cst, 'Name').map(toName))
  return {
    kind: 'flow',
    span: upTo(start, returns),
    doc: docs(start.startOffset),
    name,
    nodes: children(cst, 'flowNode').map(toFlowNode),
    returns,
  }
}

function toFlowNode(cst: CstNode): ast.FlowNode {
  const name = toName(token(cst, 'Name'))
  const [system, template] = tokens(cst, 'Text').map(toText)
  if (system === undefined) throw new Error('a node has a system text')
  const inputs = tokens(cst, 'input').map(toName)
  return {
    kind: 'node',
    span: joined(name, template ?? inputs.at(-1)),
    name,
    policy: toReference(child(cst, 'reference')),
    system,
    inputs,
    template,
  }
}

function toProve(cst: CstNode): ast.ProveItem {
  const claim = toExpr(child(cst, 'expression'))
  return {
    kind: 'prove',
    span: upTo(token(cst, 'prove'), claim),
    subject: toReference(child(cst, 'reference')),
    claim,
  }
}

function toTest(cst: CstNode): ast.TestItem {
  const [title, on] = tokens(cst, 'Text').map(toText)
  if (title === undefined) throw new Error('a test has a title')
  const expectations = children(cst, 'expectation').map(toExpectation)
  return {
    kind: 'test',
    span: upTo(token(cst, 'test'), expectations.at(-1) ?? title),
    title,
    on,
    tried: children(cst, 'testedValues').map(toTestedValues),
    expectations,
  }
}

function toTestedValues(cst: CstNode): ast.TestedValues {
  const name = toName(token(cst, 'Name'))
  return {
    kind: 'tested-values',
    span: { start: name.span.start, end: spanOf(token(cst, 'RightSquare')).end },
    name,
    values: children(cst, 'value').map(toValue),
  }
}

function toExpectation(cst: CstNode): ast.Expectation {
  const subject = toReference(child(cst, 'reference'))
  const claim = child(cst, 'claim')
  switch (claim.name) {
    case 'rejectsRoute': {
      const route = toText(token(claim, 'Text'))
      const reason = childOrNone(claim, 'expression')
      const because = reason && toExpr(reason)
      return { kind: 'rejects', span: joined(subject, because ?? route), subject, route, because }
    }
    case 'picksRoute': {
      const route = toText(token(claim, 'Text'))
      const negated = tokenOrNone(claim, 'never') !== undefined
      return { kind: 'picks', span: joined(subject, route), subject, route, negated }
    }
    case 'keepsCount': {
      const atLeast = toArithmetic(child(claim, 'arithmetic'))
      return { kind: 'keeps', span: joined(subject, atLeast), subject, atLeast }
    }
    case 'ordersRoutes': {
      const routes = tokens(claim, 'Text').map(toText)
      return { kind: 'orders', span: joined(subject, routes.at(-1)), subject, routes }
    }
    default:
      return unknownRule(claim)
  }
}

// Spans -----------------------------------------------------------------------------------------

interface Placed {
  readonly span: Span
}

function between(first: IToken, last: IToken): Span {
  return { start: first.startOffset, end: spanOf(last).end }
}

function upTo(first: IToken, last: Placed): Span {
  return { start: first.startOffset, end: last.span.end }
}

function joined(first: Placed | undefined, last: Placed | undefined): Span {
  return { start: first?.span.start ?? 0, end: last?.span.end ?? first?.span.end ?? 0 }
}

// Reading the concrete tree ---------------------------------------------------------------------
//
// Chevrotain types a child as node or token. Which it is follows from the key: keys are names of
// rules (a node) or of tokens (a token), and the labels below say it too. Hence the casts.

const NONE: readonly CstElement[] = []

function children(cst: CstNode, rule: string): readonly CstNode[] {
  return (cst.children[rule] ?? NONE) as readonly CstNode[]
}

function childOrNone(cst: CstNode, rule: string): CstNode | undefined {
  return cst.children[rule]?.[0] as CstNode | undefined
}

function child(cst: CstNode, rule: string): CstNode {
  return childOrNone(cst, rule) ?? missing(cst, rule)
}

function tokens(cst: CstNode, type: string): readonly IToken[] {
  return (cst.children[type] ?? NONE) as readonly IToken[]
}

function tokenOrNone(cst: CstNode, type: string): IToken | undefined {
  return cst.children[type]?.[0] as IToken | undefined
}

function token(cst: CstNode, type: string): IToken {
  return tokenOrNone(cst, type) ?? missing(cst, type)
}

/** The element of a list that has just one: most expressions are a single operand. */
function single<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined
}

function pair<T>([first, second]: readonly T[]): readonly [T, T] {
  if (first === undefined || second === undefined) throw new Error('the grammar promises two')
  return [first, second]
}

function missing(cst: CstNode, key: string): never {
  throw new Error(`the grammar promises ${key} in ${cst.name}`)
}

function unknownRule(cst: CstNode): never {
  throw new Error(`no tree for the rule ${cst.name}`)
}

function unknownToken({ tokenType }: IToken): never {
  throw new Error(`no tree for the token ${tokenType.name}`)
}
