import type { IToken, TokenType } from 'chevrotain'
import { describeFound, endOfRead, type Failure, written } from '../failure.ts'
import { likelyFix, onlyFix, type Problem, replaceWord } from '../problem.ts'
import { imagined, type Repair } from '../repair.ts'
import { spanOf } from '../tokenize.ts'
import * as t from '../tokens.ts'
import { beginsClauseOrItem, isName } from './beginnings.ts'

const k = t.keyword

/** The one token that can stand here is missing, or another stands in its place. */
export function wantedTokens(failure: Failure): readonly Repair[] {
  const { wanted, found, at, text } = failure
  if (wanted === undefined || DESCRIBED.has(wanted)) return []
  const sign = signOf(wanted)
  const repairs: Repair[] = []
  if (found !== undefined && isSign(found.tokenType)) {
    const edit = replaceWord(text, spanOf(found), sign)
    repairs.push({
      from: at,
      remove: 1,
      insert: [imagined(wanted)],
      problem: { ...expected(failure), fix: onlyFix(`write \`${sign}\``, edit) },
    })
  }
  const place = endOfRead(failure)
  const edit = { span: place, text: /^\w/.test(sign) || sign === '=' ? ` ${sign}` : sign }
  repairs.push({
    from: at,
    remove: 0,
    insert: (PHRASES.get(wanted) ?? [wanted]).map((type) => imagined(type)),
    problem: { ...expected(failure), fix: onlyFix(`add \`${sign}\``, edit) },
  })
  return repairs
}

/** Words that never stand without the one behind them. */
const PHRASES: ReadonlyMap<TokenType, readonly TokenType[]> = new Map([
  [k.at, [k.at, k.least]],
  [k.model, [k.model, k.elsewhere]],
  [k.first, [k.first, k.token]],
])

function signOf(type: TokenType): string {
  return (PHRASES.get(type) ?? [type]).map(({ LABEL, name }) => LABEL ?? name).join(' ')
}

/** Tokens that are not one spelling. */
const DESCRIBED: ReadonlySet<TokenType> = new Set([
  t.Name,
  t.Word,
  t.Label,
  t.Text,
  t.Quantity,
  t.Compare,
])

function isSign(type: TokenType): boolean {
  return t.SIGNS.includes(type) || type === k.and || type === k.to || type === k.is || type === k.by
}

/** `plan not enterprise`, `no_log | healthy`, `provider is in [a]`, `cheapest quality >= 0.8`. */
export function joiningWords(failure: Failure): readonly Repair[] {
  const { found, before, at, text, tokens } = failure
  const repairs: Repair[] = []
  if (found === undefined) return repairs
  if (before?.tokenType === k.not && isName(found.tokenType)) {
    const span = spanOf(before)
    repairs.push({
      from: at - 1,
      remove: 1,
      insert: [imagined(k.is), imagined(k.not)],
      problem: wordProblem('is not', span, replaceWord(text, span, 'is not')),
    })
  }
  if (found.tokenType === t.Bar) {
    const span = spanOf(found)
    repairs.push({
      from: at,
      remove: 1,
      insert: [imagined(k.or)],
      problem: wordProblem('or', span, replaceWord(text, span, 'or')),
    })
  }
  const is = tokens[at - 2]
  if (is?.tokenType === k.is && before?.tokenType === k.in && found.tokenType === t.LeftSquare) {
    const span = { start: is.startOffset, end: spanOf(before).end }
    repairs.push({
      from: at - 2,
      remove: 1,
      insert: [],
      problem: wordProblem('in', span, { span, text: 'in' }),
    })
  }
  return before === undefined ? repairs : [...repairs, loneCondition(failure, found)]
}

function loneCondition({ at, text }: Failure, found: IToken): Repair {
  const place = { start: found.startOffset, end: found.startOffset }
  return {
    from: at,
    remove: 0,
    insert: [imagined(k.where)],
    bold: true,
    problem: {
      code: 'UH0030',
      span: spanOf(found),
      message: `a condition follows \`where\`, but \`${written(found, text)}\` stands alone`,
      label: 'expected `where` before this',
      fix: likelyFix('add `where`', { span: place, text: 'where ' }),
    },
  }
}

/** `in (a, b)`, `in openai`: what follows `in` is a list in square brackets. */
export function listsWithoutBrackets(failure: Failure): readonly Repair[] {
  const { before, found, at, tokens } = failure
  if (failure.wanted !== t.LeftSquare || before?.tokenType !== k.in || found === undefined)
    return []
  if (found.tokenType === t.LeftParen) {
    const close = tokens.findIndex((token, i) => i > at && token.tokenType === t.RightParen)
    const closer = tokens[close]
    if (closer === undefined) return []
    const items = tokens.slice(at + 1, close)
    const edits = [
      { span: spanOf(found), text: '[' },
      { span: spanOf(closer), text: ']' },
    ]
    return [
      {
        from: at,
        remove: close - at + 1,
        insert: [imagined(t.LeftSquare), ...items, imagined(t.RightSquare)],
        problem: { ...expected(failure), fix: onlyFix('write `[` and `]`', ...edits) },
      },
    ]
  }
  const not = tokens[at - 2]?.tokenType === k.not ? tokens[at - 2] : undefined
  const right = not === undefined ? 'is' : 'is not'
  const span = { start: (not ?? before).startOffset, end: spanOf(before).end }
  return [
    {
      from: at - (not === undefined ? 1 : 2),
      remove: not === undefined ? 1 : 2,
      insert: not === undefined ? [imagined(k.is)] : [imagined(k.is), imagined(k.not)],
      problem: { ...expected(failure), fix: onlyFix(`write \`${right}\``, { span, text: right }) },
    },
  ]
}

/** `where: …`, `on rate_limit: next`, `no_log then …`: a token without which all would be well. */
export function needlessTokens(failure: Failure): readonly Repair[] {
  const { found, at, text } = failure
  if (found === undefined || isName(found.tokenType)) return []
  if (beginsClauseOrItem(found.tokenType)) return []
  const span = spanOf(found)
  const gap = text.charAt(span.start - 1) === ' ' && !/\w/.test(text.charAt(span.end)) ? 1 : 0
  const edit = { span: { start: span.start - gap, end: span.end }, text: '' }
  const fix = likelyFix(`remove \`${written(found, text)}\``, edit)
  const problem = { ...expected(failure), fix }
  return [{ from: at, remove: 1, insert: [], bold: true, problem }]
}

function wordProblem(
  right: string,
  span: Problem['span'],
  edit: { span: Problem['span']; text: string },
): Problem {
  return {
    code: 'UH0005',
    span,
    message: `this is written \`${right}\` here`,
    label: `write \`${right}\``,
    fix: onlyFix(`write \`${right}\``, edit),
  }
}

/** What is left to say when no guess helps: what was expected, and what was found. */
export function expected(failure: Failure): Problem {
  const { found, before, wanted, rule, text } = failure
  const what = (wanted && wantedText(wanted)) ?? EXPECTED[rule] ?? leftOver(failure)
  const after = before === undefined ? '' : ` after \`${written(before, text)}\``
  return {
    code: 'UH0030',
    span: found === undefined ? endOfRead(failure) : spanOf(found),
    message: `expected ${what}${after}, found ${describeFound(failure)}`,
    label: `expected ${what}`,
  }
}

function wantedText(type: TokenType): string {
  return DESCRIBED.has(type) ? (type.LABEL ?? type.name) : `\`${signOf(type)}\``
}

/** Rules of which several things can follow, and what they are called. */
// biome-ignore format: table
const EXPECTED: Readonly<Record<string, string>> = {
  operand:          'a value or a condition',
  value:            'a value',
  word:             'a name or a text',
  listItem:         'a name, a text or a number',
  route:            'a provider and a model, such as `openai/"gpt-5-nano"`',
  verb:             '`next`, `stop`, `same model elsewhere` or `disable provider`',
  onClause:         '`next`, `stop`, `same model elsewhere`, `disable provider` or `retry`',
  fallbackClause:   '`next`, `stop` or `term [...]`',
  applyClause:      'the name of a transform, or `term [...]`',
  filterClause:     '`text` or `image`',
  recipeStep:       'a name, a text or `{ key: value }`',
  whenClause:       'a transform such as `set temperature = 0.2`, or several in braces',
  transformBlock:   'a transform such as `set temperature = 0.2`',
  transform:        'a transform such as `set temperature = 0.2`',
  json:             'a JSON value',
  testItem:         'an expectation such as `support keeps at least 2`',
  expectation:      '`rejects`, `picks`, `never picks`, `keeps at least` or `orders`',
  call:             'an argument',
  useItem:          'the name of a definition in that file',
  inOrderClause:    'a route such as `openai/"gpt-5-nano"`',
  matchTable:       'an arm such as `free: 0.6`',
  membership:       'a name, a text or a number',
  testedValues:     'a value',
  policyItem:       '`=` or `extends`',
  paramType:        'a type such as `price`, or the words to choose from',
}

function leftOver({ tokens, before }: Failure): string {
  const first = tokens[0]?.tokenType
  if (before === undefined)
    return 'an item such as `policy` or `let`, or a clause such as `cheapest`'
  if (first === k.let || first === k.prove || first === k.use)
    return 'an item such as `policy` or `let`'
  if (first === k.flow) return 'a step such as `draft = ask support "…" with input`, or `return`'
  if (first === k.test) return 'an expectation such as `support keeps at least 2`'
  return 'a clause such as `where` or `fallback`'
}
