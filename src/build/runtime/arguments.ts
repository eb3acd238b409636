import type { BuiltPolicy } from './made.ts'

/** A value of a parameter: a number in its canonical unit, a text or a choice, a flag. */
export type Argument = string | number | boolean

/** What a policy declares of a parameter. */
export interface Declared {
  readonly name: string
  readonly kind: 'choice' | 'number' | 'text' | 'flag'
  readonly usual?: Argument
  /** Of a choice. */
  readonly labels?: readonly string[]
  /** Of a number with a range: its ends, and how people write it. */
  readonly low?: number
  readonly high?: number
  readonly range?: string
  /** Of a number: what it counts in. */
  readonly unit?: string
  readonly whole?: boolean
}

/** What a policy is for certain choices; while numbers or texts are open, how it is made. */
export type Form = BuiltPolicy | ((given: readonly Argument[]) => BuiltPolicy)

/**
 * A policy as a function of its parameters.
 *
 * @param forms one for each combination of choices and flags, the last parameter changing fastest;
 *   a flag is first false.
 * @throws TypeError for a value of another type, an unknown or a missing parameter; RangeError for
 *   a number outside its range.
 */
export function policyOf(
  policy: string,
  declared: readonly Declared[],
  forms: readonly Form[],
): (params?: object) => BuiltPolicy {
  const places = new Map(declared.map(({ name }, i) => [name, i]))
  const usual = declared.map((each) => each.usual)
  return (params = {}) => {
    const given = argumentsOf({ policy, declared, places, usual }, params)
    let index = 0
    for (const [i, { kind, labels }] of declared.entries()) {
      if (kind === 'choice' && labels !== undefined) {
        index = index * labels.length + labels.indexOf(String(given[i]))
      } else if (kind === 'flag') index = 2 * index + (given[i] === true ? 1 : 0)
    }
    const form = forms[index]
    if (form === undefined) throw new Error(`\`${policy}\` was built wrongly: build it again`)
    return typeof form === 'function' ? form(given) : form
  }
}

interface Signature {
  readonly policy: string
  readonly declared: readonly Declared[]
  readonly places: ReadonlyMap<string, number>
  readonly usual: readonly (Argument | undefined)[]
}

function argumentsOf(signature: Signature, params: unknown): readonly Argument[] {
  const { policy, declared, places, usual } = signature
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw new TypeError(`\`${policy}\` takes its parameters as an object, not ${shown(params)}`)
  }
  const given = [...usual]
  for (const [name, value] of Object.entries(params)) {
    const place = places.get(name)
    const param = place === undefined ? undefined : declared[place]
    if (place === undefined || param === undefined) {
      const names = declared.map((each) => `\`${each.name}\``).join(', ')
      throw new TypeError(
        `\`${policy}\` has no parameter ${shown(name)}: ${names === '' ? 'it has none' : `its parameters are ${names}`}`,
      )
    }
    if (value !== undefined) given[place] = checked(param, value, policy)
  }
  return given.map((value, i) => {
    if (value !== undefined) return value
    throw new TypeError(`\`${declared[i]?.name}\` of \`${policy}\` has no value, and no default`)
  })
}

function checked(param: Declared, value: unknown, policy: string): Argument {
  const called = `\`${param.name}\` of \`${policy}\``
  switch (param.kind) {
    case 'flag':
      if (typeof value === 'boolean') return value
      throw new TypeError(`${called} is true or false, not ${shown(value)}`)
    case 'choice': {
      const labels = param.labels ?? []
      if (typeof value === 'string' && labels.includes(value)) return value
      throw new TypeError(
        `${called} is one of ${labels.map((each) => `\`${each}\``).join(', ')}, not ${shown(value)}`,
      )
    }
    case 'text':
      if (typeof value !== 'string') throw new TypeError(`${called} is a text, not ${shown(value)}`)
      if (!/\p{Surrogate}/u.test(value)) return value
      throw new TypeError(`${called} holds half a character, which no text can carry`)
    default:
      return checkedNumber(param, value, called)
  }
}

function checkedNumber(param: Declared, value: unknown, called: string): number {
  const { low, high, range, unit = 'a number', whole = false } = param
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new TypeError(`${called} is a number (${unit}), not ${shown(value)}`)
  }
  if (whole && !(Number.isSafeInteger(value) && value >= 0)) {
    throw new RangeError(`${called} is a whole number of 0 or more, not ${value}`)
  }
  if (low !== undefined && high !== undefined && !(value >= low && value <= high)) {
    const written = range === undefined ? '' : ` (${range})`
    throw new RangeError(
      `${called} lies between ${low} and ${high}${written}, and ${value} does not`,
    )
  }
  return value
}

/** A value from elsewhere, short enough for a message. */
export function shown(value: unknown): string {
  if (typeof value === 'string') {
    const cut = value.length > 40 ? `${value.slice(0, 40)}…` : value
    return `the text ${JSON.stringify(cut)}`
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
