import type { Checked, Diagnostic } from '../base/diagnostic.ts'
import { nearestName } from '../base/nearest-name.ts'
import { parseQuantity, type Unit } from '../catalog/units.ts'
import { describeValue, quote } from '../ir/describe-value.ts'
import { exampleOf, rangeFault, typeName } from './check/argument.ts'
import type { Value } from './check/constant.ts'
import { isCount } from './check/count.ts'
import type { Param } from './check/param.ts'
import type { TypedPolicy } from './check/typed-policy.ts'
import { fitOf, UNIT_EXAMPLES, UNIT_NAMES } from './check/units.ts'
import type { CompileCode } from './codes.ts'
import type { Given } from './given-params.ts'
import { listed } from './listed.ts'
import { problem } from './problem.ts'

/**
 * Values for the parameters of a policy, given from outside: as JSON, or as text from a command
 * line. A number is in the canonical unit of the parameter (USD per million tokens, milliseconds,
 * tokens, …); a text is read as the language would, unit and all.
 *
 * Adds UH1011 for an unknown parameter, UH2010 for a value that does not fit, UH2004 and UH2005
 * for a text without its unit, UH2007 for none of the choices, UH2011 for one out of range, UH2019
 * for a count that is not whole, UH2012 for a parameter that is left without a value.
 */
export function bindArguments(
  policy: TypedPolicy,
  given: Given,
): Checked<ReadonlyMap<Param, Value>> {
  const { params, definition } = policy
  const values = new Map<Param, Value>()
  const diagnostics: Diagnostic[] = []
  for (const [name, value] of given) {
    const param = params.get(name)
    if (param === undefined) {
      const nearest = nearestName(name, params.keys())
      diagnostics.push(
        problem('UH1011', policy.place, {
          message: `\`${definition.name}\` has no parameter \`${name}\``,
          help:
            nearest !== undefined
              ? `did you mean \`${nearest}\`?`
              : params.size === 0
                ? 'it has none'
                : `its parameters are ${listed(params.keys())}`,
        }),
      )
      continue
    }
    const read = readValue(param, value)
    if ('kind' in read) values.set(param, read)
    else {
      diagnostics.push(problem(read.code, param.place, { message: read.message, help: read.help }))
    }
  }
  for (const param of params.values()) {
    if (param.default !== undefined || given.has(param.name)) continue
    diagnostics.push(
      problem('UH2012', param.place, {
        message: `\`${param.name}\` of \`${definition.name}\` has no value`,
        label: 'declared without a default',
        help: `give it one: \`${param.name}=${exampleOf(param)}\``,
      }),
    )
  }
  return { value: values, diagnostics }
}

interface Misfit {
  readonly code: CompileCode
  readonly message: string
  readonly help?: string
}

function readValue(param: Param, given: unknown): Value | Misfit {
  const { type } = param
  switch (type.kind) {
    case 'number':
      return readNumber(param, given, type.unit)
    case 'choice':
      return readChoice(param, given, type.labels)
    case 'flag': {
      const flag = given === 'true' ? true : given === 'false' ? false : given
      return typeof flag === 'boolean' ? { kind: 'flag', value: flag } : misfit(param, given)
    }
    default:
      return typeof given === 'string' && !/\p{Surrogate}/u.test(given)
        ? { kind: 'text', value: given }
        : misfit(param, given)
  }
}

function readNumber(param: Param, given: unknown, unit: Unit): Value | Misfit {
  const value = numberOf(param, given, unit)
  if (typeof value !== 'number') return value
  if (!Number.isFinite(value)) return misfit(param, given)
  if (unit === 'count' && !isCount(value, { least: 0 })) {
    return {
      code: 'UH2019',
      message: `\`${param.name}\` is a count, but ${show(given)} is not a whole number`,
    }
  }
  const fault = rangeFault(param, value)
  if (fault === undefined) return { kind: 'number', value, unit }
  return {
    code: 'UH2011',
    message: `${show(given)} is outside the range of \`${param.name}\`, ${fault.text}`,
  }
}

function numberOf(param: Param, given: unknown, unit: Unit): number | Misfit {
  if (typeof given === 'number') return given
  return typeof given === 'string' ? numberOfText(param, given, unit) : misfit(param, given)
}

/** The number that a text stands for, in the unit of the parameter. */
function numberOfText(param: Param, text: string, unit: Unit): number | Misfit {
  const sign = text.startsWith('-') ? -1 : 1
  const quantity = parseQuantity(sign === 1 ? text : text.slice(1))
  if (quantity === undefined) return misfit(param, text)
  const fit = fitOf(unit, quantity.unit)
  if (fit === 'fits') return sign * quantity.value
  if (fit === 'bare' || fit === 'money-for-price') {
    return {
      code: fit === 'bare' ? 'UH2004' : 'UH2005',
      message: `\`${param.name}\` is ${UNIT_NAMES[unit]}, and ${show(text)} does not say its unit`,
      help: `write it like \`${UNIT_EXAMPLES[unit]}\``,
    }
  }
  return misfit(param, text)
}

function readChoice(param: Param, given: unknown, labels: readonly string[]): Value | Misfit {
  if (typeof given === 'string' && labels.includes(given)) return { kind: 'text', value: given }
  const nearest = typeof given === 'string' ? nearestName(given, labels) : undefined
  return {
    code: 'UH2007',
    message: `${show(given)} is not one of the values of \`${param.name}\``,
    help:
      nearest === undefined
        ? `\`${param.name}\` is ${typeName(param.type)}`
        : `did you mean \`${nearest}\`?`,
  }
}

function misfit(param: Param, given: unknown): Misfit {
  return {
    code: 'UH2010',
    message: `\`${param.name}\` is ${typeName(param.type)}, but ${show(given)} is not`,
    help: `write it like \`${exampleOf(param)}\``,
  }
}

/** A value from outside, short enough for a message. */
function show(given: unknown): string {
  if (typeof given === 'string') return quote(given)
  return typeof given === 'number' ? `\`${given}\`` : describeValue(given)
}
