import { parseArgs } from 'node:util'
import { nearestName } from '../base/nearest-name.ts'
import type { Command, Operand, Option, Options, Values } from './command.ts'
import { type Problem, problem } from './problem.ts'

/** The options that every command has. */
export const COMMON_OPTIONS = {
  color: {
    kind: 'choice',
    choices: ['auto', 'always', 'never'],
    value: 'WHEN',
    doc: 'colour: auto (on a terminal), always, never',
  },
  help: { kind: 'flag', short: 'h', doc: 'show this' },
} as const satisfies Options

export interface ParsedArguments {
  readonly operands: readonly string[]
  /** The words behind `--`, where the command takes a command of its own; undefined without `--`. */
  readonly program: readonly string[] | undefined
  /** Every declared option, and the common ones; mistaken ones are as if not given. */
  readonly options: Values<Options>
  /** The first mistake. */
  readonly problem: Problem | undefined
}

/** Reads the words after the command's name as its declaration says. */
export function parseArguments(
  words: readonly string[],
  { operands: declared, options: own }: Pick<Command, 'operands' | 'options'>,
): ParsedArguments {
  const options: Options = { ...own, ...COMMON_OPTIONS }
  const values = new Map<string, OptionValue>(
    Object.entries(options).map(([name, { kind }]) => [name, initialValue(kind)]),
  )
  const takesProgram = declared.some(({ needed }) => needed === 'program')
  const operands: string[] = []
  let program: readonly string[] | undefined
  let mistake: Problem | undefined
  for (const token of tokensOf(words, options)) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind === 'option-terminator' && takesProgram) {
      program = words.slice(token.index + 1)
      break
    }
    if (token.kind !== 'option') continue
    const fault = readOption(token, options, values)
    mistake ??= fault
  }
  return {
    operands,
    program,
    // Every name of `options` is there, each with a value of its kind: readOption sees to it.
    options: Object.fromEntries(values) as Values<Options>,
    problem: mistake ?? operandProblem(operands, program, declared),
  }
}

type OptionValue = string | number | boolean | readonly string[] | undefined

function initialValue(kind: Option['kind']): OptionValue {
  if (kind === 'flag') return false
  return kind === 'list' ? [] : undefined
}

function tokensOf(words: readonly string[], options: Options) {
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(options).map(([name, { kind, short }]) => [
        name,
        { type: kind === 'flag' ? 'boolean' : 'string', ...(short && { short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  })
  return tokens
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function readOption(
  { name, rawName, value, inlineValue }: OptionToken,
  options: Options,
  values: Map<string, OptionValue>,
): Problem | undefined {
  const option = Object.hasOwn(options, name) ? options[name] : undefined
  if (option === undefined) return unknownOption(rawName, Object.keys(options))
  if (option.kind === 'flag') {
    if (value !== undefined) return problem(`option \`${rawName}\` takes no value`)
    values.set(name, true)
    return undefined
  }
  const isMissing = value === undefined || (inlineValue !== true && /^--?[a-z]/.test(value))
  if (isMissing) {
    return problem(
      `option \`${rawName}\` needs a value`,
      `write \`${rawName} ${option.value}\`: ${option.doc}`,
    )
  }
  return setValue({ rawName, name, value }, option, values)
}

function setValue(
  { rawName, name, value }: { rawName: string; name: string; value: string },
  option: Exclude<Option, { kind: 'flag' }>,
  values: Map<string, OptionValue>,
): Problem | undefined {
  const before = values.get(name)
  if (option.kind === 'list') {
    values.set(name, [...(Array.isArray(before) ? before : []), value])
    return undefined
  }
  if (before !== undefined) return problem(`option \`${rawName}\` is given twice`)
  if (option.kind === 'choice' && !option.choices.includes(value)) {
    const meant = nearestName(value, option.choices)
    const all = option.choices.map((choice) => `\`${choice}\``).join(', ')
    return problem(
      `option \`${rawName}\` cannot be \`${value}\``,
      meant === undefined
        ? `it is one of ${all}`
        : `did you mean \`${meant}\`? it is one of ${all}`,
    )
  }
  if (option.kind !== 'whole') {
    values.set(name, value)
    return undefined
  }
  const number = Number(value)
  const most = option.most ?? Number.MAX_SAFE_INTEGER
  if (!/^-?\d+$/.test(value) || number < option.least || number > most) {
    const range =
      option.most === undefined ? `${option.least} or more` : `${option.least} to ${most}`
    return problem(`option \`${rawName}\` needs a whole number, ${range}, not \`${value}\``)
  }
  values.set(name, number)
  return undefined
}

function unknownOption(rawName: string, names: readonly string[]): Problem {
  const meant = nearestName(rawName.replace(/^-+/, ''), names)
  return problem(
    `unknown option \`${rawName}\``,
    meant === undefined ? undefined : `did you mean \`--${meant}\`?`,
  )
}

function operandProblem(
  operands: readonly string[],
  program: readonly string[] | undefined,
  all: readonly Operand[],
): Problem | undefined {
  const declared = all.filter(({ needed }) => needed !== 'program')
  const missing = declared.find(({ needed }, i) => needed === 'one' && operands[i] === undefined)
  if (missing !== undefined) return problem(`\`${missing.name}\` is missing`, missing.doc)
  if (program?.length === 0) return problem('there is nothing behind `--`', 'write a command there')
  const takesMany = declared.at(-1)?.needed === 'many'
  const extra = operands[declared.length]
  if (takesMany || extra === undefined) return undefined
  return problem(`unexpected argument \`${extra}\``, whatIsTaken(declared, all))
}

function whatIsTaken(declared: readonly Operand[], all: readonly Operand[]): string {
  if (declared.length === 0) return 'this command takes none'
  const names = declared.map(({ name }) => `\`${name}\``).join(' and ')
  const taken = `this command takes ${names}`
  return declared.length === all.length
    ? taken
    : `${taken}; put what has blanks in quotes, and \`--\` in front of a command`
}
