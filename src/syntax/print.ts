import { unreachable } from '../base/unreachable.ts'
import type * as ast from './ast.ts'
import { printExpr } from './print-expr.ts'
import { printTerm, printWord } from './print-parts.ts'
import { quoteText, writeName, writeWord } from './quoted.ts'

/**
 * Source text of a tree, whose spans do not matter: parsing it gives the tree again, but for
 * groups, which are written where they stand in the tree and wherever precedence asks for them.
 *
 * The layout is plain, a clause or an expectation a line; `format` gives the real one.
 */
export function print(file: ast.File): string {
  const edition = file.edition === undefined ? [] : [`uh ${file.edition.number}`]
  return [...edition, ...file.items.map(printItem), ''].join('\n')
}

function printItem(item: ast.Item): string {
  switch (item.kind) {
    case 'use':
      return `use ${quoteText(item.path.text)} (${item.imports.map(printImport).join(', ')})`
    case 'let':
      return lines(printDoc(item.doc), `let ${printName(item.name)} = ${printExpr(item.value)}`)
    case 'policy':
      return printPolicy(item)
    case 'flow':
      return printFlow(item)
    case 'prove':
      return `prove ${printReference(item.subject)} implies ${printExpr(item.claim)}`
    case 'test':
      return printTest(item)
    default:
      return unreachable(item)
  }
}

function lines(...parts: readonly (string | readonly string[])[]): string {
  return parts.flat().join('\n')
}

function printDoc(doc: readonly string[]): readonly string[] {
  return doc.map((line) => (line === '' ? '##' : `## ${line}`))
}

function printName({ text }: ast.Name): string {
  return writeName(text)
}

function printImport({ name, alias }: ast.Import): string {
  return alias === undefined ? printName(name) : `${printName(name)} as ${printName(alias)}`
}

function printPolicy({ doc, name, params, extends: parent, body }: ast.PolicyItem): string {
  const clauses = body.map(printClause)
  if (name === undefined) return lines(printDoc(doc), clauses)
  const list = params.length === 0 ? '' : `(${params.map(printParam).join(', ')})`
  const after = parent === undefined ? '=' : `extends ${printReference(parent)}`
  return lines(printDoc(doc), `policy ${printName(name)}${list} ${after}`, clauses)
}

function printParam({ name, type, default: value, range }: ast.ParamDecl): string {
  const words = type.words.map(({ text }) => writeWord(text)).join(' | ')
  const preset = value === undefined ? '' : ` = ${printExpr(value, 'sum')}`
  const limits = range === undefined ? '' : ` in ${printRange(range)}`
  return `${printName(name)}: ${words}${preset}${limits}`
}

function printRange({ low, high }: ast.RangeExpr): string {
  return `${printExpr(low, 'sum')}..${printExpr(high, 'sum')}`
}

function printReference({ name, args }: ast.Reference): string {
  if (args.length === 0) return printName(name)
  const list = args.map((arg) => `${writeWord(arg.name.text)}: ${printExpr(arg.value, 'sum')}`)
  return `${printName(name)}(${list.join(', ')})`
}

function printClause(clause: ast.Clause): string {
  switch (clause.kind) {
    case 'unguarded':
    case 'fastest':
    case 'any':
      return clause.kind
    case 'where':
      return `where ${printExpr(clause.pred)}`
    case 'cheapest':
      return printCheapest(clause)
    case 'best':
      return clause.by === undefined ? 'best' : `best by ${printName(clause.by)}`
    case 'rank':
      return `rank by ${printExpr(clause.score)}`
    case 'in-order':
      return `in order [${clause.routes.map(printRoute).join(', ')}]`
    case 'sample':
      return `sample ${printExpr(clause.temperature, 'sum')}`
    case 'catalog-order':
      return 'in catalog order'
    case 'prefer':
      return `prefer ${printExpr(clause.pred)}`
    case 'take':
      return `take ${printExpr(clause.count, 'sum')}`
    case 'select':
      return `select ${printTerm(clause.term)}`
    case 'fallback':
      return `fallback ${typeof clause.base === 'string' ? clause.base : printTerm(clause.base)}`
    case 'on':
      return printOn(clause)
    case 'body-term':
      return printTerm(clause.term)
    default:
      return printTransform(clause)
  }
}

function printCheapest({ tokens }: ast.CheapestClause): string {
  if (tokens === undefined) return 'cheapest'
  return `cheapest for ${printExpr(tokens.input, 'sum')} in, ${printExpr(tokens.output, 'sum')} out`
}

function printRoute({ provider, model }: ast.Route): string {
  return `${printWord(provider)}/${printWord(model)}`
}

function printTransform(transform: ast.Transform): string {
  switch (transform.kind) {
    case 'set':
      return `set ${printWord(transform.param)} = ${printExpr(transform.value, 'sum')}`
    case 'limit':
      return `limit ${printWord(transform.param)} to ${printRange(transform.range)}`
    case 'jitter':
      return `jitter ${printWord(transform.param)} by ${printExpr(transform.by, 'sum')}`
    case 'seed':
      return `seed ${printWord(transform.param)} from request`
    case 'apply':
      return `apply ${printTransformName(transform.transform)}`
    case 'filter':
      return `filter ${transform.medium} [${transform.recipe.map(printStep).join(', ')}]`
    case 'when':
      return printWhen(transform)
    case 'timeout': {
      const total = `timeout ${printExpr(transform.total, 'sum')}`
      if (transform.firstToken === undefined) return total
      return `${total}, first token ${printExpr(transform.firstToken, 'sum')}`
    }
    default:
      return unreachable(transform)
  }
}

function printTransformName(transform: ast.Word | ast.RawTerm): string {
  if (transform.kind === 'term') return printTerm(transform)
  return transform.kind === 'name' ? printName(transform) : quoteText(transform.text)
}

function printStep(step: ast.RecipeStep): string {
  if (step.kind !== 'settings') return printWord(step)
  const entries = step.entries.map(
    ({ key, value }) => `${printWord(key)}: ${printExpr(value, 'sum')}`,
  )
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function printWhen({ pred, body }: ast.Transform & { readonly kind: 'when' }): string {
  const [only] = body
  const transforms = body.map(printTransform).join('\n')
  const alone = body.length === 1 && only?.kind !== 'when'
  return `when ${printExpr(pred)}: ${alone ? transforms : `{ ${transforms} }`}`
}

function printOn({ reason, action, cool }: ast.OnClause): string {
  const rest = cool === undefined ? '' : `, cool ${printExpr(cool, 'sum')}`
  return `on ${printWord(reason)} ${printAction(action)}${rest}`
}

function printAction(action: ast.Action): string {
  if (action.kind === 'do') return VERBS[action.verb]
  const delays = action.after.map((delay) => printExpr(delay, 'sum')).join(', ')
  const after = delays === '' ? '' : ` after ${delays}`
  return `retry ${printExpr(action.attempts, 'sum')}${after} then ${VERBS[action.then.verb]}`
}

const VERBS: Readonly<Record<ast.Verb, string>> = {
  next: 'next',
  stop: 'stop',
  'same-model-elsewhere': 'same model elsewhere',
  'disable-provider': 'disable provider',
}

function printFlow({ doc, name, nodes, returns }: ast.FlowItem): string {
  return lines(
    printDoc(doc),
    `flow ${printName(name)} =`,
    nodes.map(printNode),
    `return ${printName(returns)}`,
  )
}

function printNode({ name, policy, system, inputs, template }: ast.FlowNode): string {
  const from = inputs.map(printName).join(', ')
  const shape = template === undefined ? '' : ` template ${quoteText(template.text)}`
  const text = quoteText(system.text)
  return `${printName(name)} = ask ${printReference(policy)} ${text} with ${from}${shape}`
}

function printTest({ title, on, tried, expectations }: ast.TestItem): string {
  const where = on === undefined ? '' : ` on ${quoteText(on.text)}`
  const cases = tried.length === 0 ? '' : ` for ${tried.map(printTried).join(', ')}`
  const head = `test ${quoteText(title.text)}${where}${cases} =`
  return lines(head, expectations.map(printExpectation))
}

function printTried({ name, values }: ast.TestedValues): string {
  return `${printName(name)} in [${values.map((each) => printExpr(each, 'sum')).join(', ')}]`
}

function printExpectation(expectation: ast.Expectation): string {
  const subject = printReference(expectation.subject)
  switch (expectation.kind) {
    case 'rejects': {
      const rejected = `${subject} rejects ${quoteText(expectation.route.text)}`
      if (expectation.because === undefined) return rejected
      return `${rejected} because ${printExpr(expectation.because)}`
    }
    case 'picks':
      return `${subject}${expectation.negated ? ' never' : ''} picks ${quoteText(expectation.route.text)}`
    case 'keeps':
      return `${subject} keeps at least ${printExpr(expectation.atLeast, 'sum')}`
    case 'orders':
      return `${subject} orders ${expectation.routes.map(({ text }) => quoteText(text)).join(', ')}`
    default:
      return unreachable(expectation)
  }
}
