import { nearestName } from '../../base/nearest-name.ts'
import { UNITS } from '../../catalog/units.ts'
import type { ParamDecl, ParamType } from '../../syntax/ast.ts'
import { writeInstead } from '../problem.ts'
import { expectArgument } from './argument.ts'
import type { ConstantType, Value } from './constant.ts'
import { expectNumber } from './expect-number.ts'
import type { Param, ParamRange } from './param.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { takenName } from './taken-name.ts'

/**
 * The parameters that a policy declares; undefined for one that is declared wrongly.
 *
 * Adds UH1003 and UH1010 for a name that is taken, UH2013 for an unknown type or a range where
 * there is none, UH2014 for an empty one, UH2010 and UH2011 for a default that does not fit.
 *
 * @param scope holds what the policy inherits: its own must be called otherwise.
 */
export function checkParams(
  declarations: readonly ParamDecl[],
  scope: Scope,
): ReadonlyMap<string, Param | undefined> {
  const params = new Map<string, Param | undefined>()
  const tooMany = declarations[MOST_PARAMS - scope.params.size]
  if (tooMany !== undefined) {
    report(scope, 'UH2013', {
      node: tooMany,
      message: `a policy has at most ${MOST_PARAMS} parameters, those it inherits included`,
    })
  }
  for (const declaration of declarations.slice(0, Math.max(0, MOST_PARAMS - scope.params.size))) {
    const { text } = declaration.name
    const first = params.get(text)
    if (params.has(text)) {
      report(scope, 'UH1003', {
        node: declaration.name,
        message: `the parameter \`${text}\` is declared twice`,
        also: first === undefined ? [] : [{ ...first.place, label: 'first here' }],
      })
    } else {
      const free = isFree(declaration, scope)
      const param = checkParam(declaration, scope)
      params.set(text, free ? param : undefined)
    }
  }
  return params
}

/** Whether nothing else of that name could be meant inside the policy. */
function isFree({ name }: ParamDecl, scope: Scope): boolean {
  const { text } = name
  const inherited = scope.params.get(text)
  const taken = scope.params.has(text)
    ? 'a parameter of the policy that this one extends'
    : takenName(text, scope)
  if (taken === undefined) return true
  report(scope, 'UH1010', {
    node: name,
    message: `\`${text}\` already is ${taken}`,
    also: inherited === undefined ? [] : [{ ...inherited.place, label: 'declared here' }],
    help: 'give the parameter another name',
  })
  return false
}

function checkParam(declaration: ParamDecl, scope: Scope): Param | undefined {
  const type = typeOf(declaration.type, scope)
  if (type === undefined) return undefined
  const { name, range } = declaration
  const place = placeIn(scope, name)
  const limits = range && checkRange(declaration, type, scope)
  const param: Param = { name: name.text, place, type, default: undefined, range: limits }
  if (declaration.default === undefined) return param
  const constant = expectArgument(declaration.default, param, scope)
  if (constant === undefined) return undefined
  if (constant.kind === 'value') return { ...param, default: constant.value }
  return report(scope, 'UH2008', {
    node: declaration.default,
    message: `the default of \`${name.text}\` depends on another parameter`,
    help: 'a default is a value known beforehand',
  })
}

/** What the words after the colon say. */
function typeOf({ words, span }: ParamType, scope: Scope): ConstantType | undefined {
  const [first, second] = words
  if (first === undefined) return undefined
  if (second === undefined) {
    const type = TYPES.get(first.text)
    if (type !== undefined) return type
    const nearest = nearestName(first.text, TYPES.keys())
    return report(scope, 'UH2013', {
      node: first,
      message: `\`${first.text}\` is not a type`,
      help:
        nearest === undefined
          ? `types are ${[...TYPES.keys()].map((name) => `\`${name}\``).join(', ')}; a choice is written \`free | pro\``
          : `did you mean \`${nearest}\`?`,
      fix: nearest === undefined ? undefined : writeInstead(first.span, nearest),
    })
  }
  if (words.length > MOST_CHOICES) {
    return report(scope, 'UH2013', {
      node: { span },
      message: `a choice has at most ${MOST_CHOICES} values, and this one has ${words.length}`,
    })
  }
  const labels = words.map((word) => word.text)
  const repeated = words.find((word, i) => labels.indexOf(word.text) < i)
  if (repeated === undefined) return { kind: 'choice', labels }
  return report(scope, 'UH1003', {
    node: repeated,
    message: `\`${repeated.text}\` is listed twice`,
    label: 'again here',
    also: [{ ...placeIn(scope, { span }), label: 'in this choice' }],
  })
}

/** What is inherited is copied from policy to policy, and a `match` looks at every value. */
const MOST_PARAMS = 64
const MOST_CHOICES = 256

const TYPES: ReadonlyMap<string, ConstantType> = new Map<string, ConstantType>([
  ...UNITS.map((unit): [string, ConstantType] => [unit, { kind: 'number', unit }]),
  ['text', { kind: 'text' }],
  ['flag', { kind: 'flag' }],
])

function checkRange(
  { range, name }: ParamDecl,
  type: ConstantType,
  scope: Scope,
): ParamRange | undefined {
  if (range === undefined) return undefined
  if (type.kind !== 'number') {
    return report(scope, 'UH2013', {
      node: range,
      message: `\`${name.text}\` is no number, and only numbers have a range`,
      help: 'delete the range',
    })
  }
  const wanted = { unit: type.unit, by: `\`${name.text}\`` }
  const low = expectNumber(range.low, wanted, scope)
  const high = expectNumber(range.high, wanted, scope)
  if (low?.kind !== 'value' || high?.kind !== 'value') return undefined
  const [from, to] = [low, high].map(({ value }) => numberIn(value))
  if (from === undefined || to === undefined) return undefined
  if (from <= to) return { place: placeIn(scope, range), low: from, high: to }
  return report(scope, 'UH2014', {
    node: range,
    message: `nothing lies in \`${textOf(scope, range)}\``,
    help: `write the lower end first: \`${textOf(scope, range.high)}..${textOf(scope, range.low)}\``,
  })
}

function numberIn(value: Value): number | undefined {
  return value.kind === 'number' ? value.value : undefined
}
