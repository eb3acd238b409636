import type { Expectation, Expr, TestedValues, TestItem } from '../../syntax/ast.ts'
import { placeIn, report, type Scope, textOf } from './scope.ts'
import { substituted, type Values } from './substituted.ts'
import { takenName } from './taken-name.ts'

/** One of the cases of a test: what its names stand for, written into its expectations. */
export interface TestCase {
  /** By name, as written: `plan` is `free`. */
  readonly values: readonly CaseValue[]
  readonly expectations: readonly Expectation[]
}

export interface CaseValue {
  readonly name: string
  readonly text: string
}

/**
 * The cases of a test: one for each combination of the values after `for`, the last name changing
 * fastest; a single one for a test without.
 *
 * A value is written in place of its name, wherever a value can stand, so it is checked as if it
 * had been written there. Adds UH1003 for a name that is given twice, UH1010 for one that means
 * something already, UH1021 for one that is never used, UH2023 for too many cases.
 */
export function casesOf(item: TestItem, scope: Scope, allowance: Allowance): readonly TestCase[] {
  const { tried, expectations } = item
  if (tried.length === 0) return [{ values: [], expectations }]
  const used = namesUsed(expectations)
  const seen = new Map<string, TestedValues>()
  const free: TestedValues[] = []
  for (const axis of tried) {
    const { text } = axis.name
    const first = seen.get(text)
    if (first !== undefined) {
      report(scope, 'UH1003', {
        node: axis.name,
        message: `\`${text}\` is given twice`,
        also: [{ ...placeIn(scope, first.name), label: 'first here' }],
      })
      continue
    }
    seen.set(text, axis)
    if (isFree(axis, scope)) free.push(axis)
    if (!used.has(text)) {
      report(scope, 'UH1021', {
        node: axis.name,
        message: `\`${text}\` is never used, so every case is the same`,
        help: `pass it on: \`support(${text}: ${text})\`, or leave it out`,
      })
    }
  }
  if (!isWithinBounds(item, scope, allowance)) return []
  return combinations(free, expectations, scope)
}

/** How many expectations the cases of a file may still make. */
export interface Allowance {
  left: number
}

/** Far more than a file needs; it bounds the work that a few lines can ask for. */
export function newAllowance(): Allowance {
  return { left: 2 ** 15 }
}

/** The names in whose place something could be written. */
function namesUsed(expectations: readonly Expectation[]): ReadonlySet<string> {
  const used = new Set<string>()
  const nothing: Values = {
    get(name) {
      used.add(name)
      return undefined
    },
  }
  for (const expectation of expectations) filledIn(expectation, nothing)
  return used
}

/** Whether nothing else of that name could be meant in the expectations. */
function isFree({ name }: TestedValues, scope: Scope): boolean {
  const { text } = name
  const taken = takenName(text, scope)
  if (taken === undefined) return true
  report(scope, 'UH1010', {
    node: name,
    message: `\`${text}\` already is ${taken}`,
    help: 'give what is tried another name',
  })
  return false
}

/** How many cases a test may have. */
const MOST_CASES = 256

function isWithinBounds(
  { tried, expectations }: TestItem,
  scope: Scope,
  allowance: Allowance,
): boolean {
  const count = tried.reduce((product, { values }) => product * values.length, 1)
  const isFew = count <= MOST_CASES
  if (isFew) allowance.left -= count * expectations.length
  if (isFew && allowance.left >= 0) return true
  const [start, end] = [tried[0]?.span.start ?? 0, tried.at(-1)?.span.end ?? 0]
  report(scope, 'UH2023', {
    node: { span: { start, end } },
    message: isFew
      ? 'the tests of this file have too many cases together'
      : `a test has at most ${MOST_CASES} cases, and this one has ${count}`,
    help: isFew
      ? 'split the file, or try fewer values'
      : 'try fewer values, or write several tests',
  })
  return false
}

function combinations(
  axes: readonly TestedValues[],
  expectations: readonly Expectation[],
  scope: Scope,
): readonly TestCase[] {
  let rows: readonly (readonly Expr[])[] = [[]]
  for (const { values } of axes) {
    rows = rows.flatMap((row) => values.map((value) => [...row, value]))
  }
  return rows.map((row) => {
    const values = new Map(
      axes.flatMap(({ name }, i): [string, Expr][] => {
        const value = row[i]
        return value === undefined ? [] : [[name.text, value]]
      }),
    )
    return {
      values: [...values].map(([name, value]) => ({ name, text: textOf(scope, value) })),
      expectations: expectations.map((each) => filledIn(each, values)),
    }
  })
}

function filledIn(expectation: Expectation, values: Values): Expectation {
  const { subject } = expectation
  const applied = {
    ...subject,
    args: subject.args.map((arg) => ({ ...arg, value: substituted(arg.value, values) })),
  }
  switch (expectation.kind) {
    case 'keeps': {
      const atLeast = substituted(expectation.atLeast, values)
      return { ...expectation, subject: applied, atLeast }
    }
    case 'rejects': {
      const { because } = expectation
      return { ...expectation, subject: applied, because: because && substituted(because, values) }
    }
    default:
      return { ...expectation, subject: applied }
  }
}
