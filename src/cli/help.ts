import { VERSION } from '../base/version.ts'
import type { Command, Operand, Option, Options } from './command.ts'
import type { CommandRow } from './command-table.ts'
import { COMMON_OPTIONS } from './parse-arguments.ts'
import { wrap } from './report/wrap.ts'

/** The page of the tool: what it is, and its commands by topic. */
export function overview(rows: readonly CommandRow[], width: number): string {
  const topics = [...new Set(rows.map(({ topic }) => topic))]
  const names = Math.max(...rows.map(({ name }) => name.length))
  return page([
    ...wrap(`unhardcoded ${VERSION}: choose models by policy, and see why`, width),
    '',
    'Usage: unhardcoded COMMAND [OPTIONS] [ARGUMENTS]',
    ...topics.flatMap((topic) => [
      '',
      `${topic}:`,
      ...twoColumns(
        rows.filter((row) => row.topic === topic).map(({ name, summary }) => [name, summary]),
        { width, left: names },
      ),
    ]),
    '',
    ...wrap('`unhardcoded COMMAND --help` shows the options of a command, with examples.', width),
    ...wrap('Where a policy is asked for, a file, `-` or the text itself will do:', width),
    '',
    "  unhardcoded simulate 'cheapest where quality >= 0.7'",
  ])
}

/** The page of a word that begins several commands, as `catalog`. */
export function groupHelp(
  group: string,
  rows: readonly Pick<CommandRow, 'name' | 'summary'>[],
  width: number,
): string {
  return page([
    `Usage: unhardcoded ${group} COMMAND [OPTIONS] [ARGUMENTS]`,
    '',
    ...twoColumns(
      rows.map(({ name, summary }) => [name, summary]),
      { width },
    ),
    '',
    ...wrap(`\`unhardcoded ${group} COMMAND --help\` shows the options, with examples.`, width),
  ])
}

/** The page of one command. */
export function commandHelp(
  { name, summary }: Pick<CommandRow, 'name' | 'summary'>,
  command: Command,
  width: number,
): string {
  const { operands, details, examples } = command
  return page([
    usageLine(name, command),
    '',
    ...wrap(sentence(summary), width),
    ...details.flatMap((paragraph) => ['', ...wrap(paragraph, width)]),
    ...(operands.length === 0 ? [] : ['', 'Arguments:']),
    ...twoColumns(
      operands.map((operand) => [operand.name, operand.doc]),
      { width },
    ),
    '',
    'Options:',
    ...twoColumns(optionRows({ ...command.options, ...COMMON_OPTIONS }), { width }),
    '',
    'Examples:',
    ...examples.flatMap(({ line, doc }, index) => [
      ...(index === 0 ? [] : ['']),
      ...wrap(doc, width - '  # '.length).map((text) => `  # ${text}`),
      `  ${line}`,
    ]),
  ])
}

/** `Usage: unhardcoded compile [OPTIONS] [FILE…]` */
export function usageLine(name: string, { operands }: Pick<Command, 'operands'>): string {
  return `Usage: unhardcoded ${name} [OPTIONS]${operands.map(operandUsage).join('')}`
}

function operandUsage({ name, needed }: Operand): string {
  if (needed === 'one') return ` ${name}`
  if (needed === 'program') return ` [-- ${name}…]`
  return needed === 'many' ? ` [${name}…]` : ` [${name}]`
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`
}

function optionRows(options: Options): readonly TwoColumnRow[] {
  return Object.entries(options).map(([name, option]) => {
    const short = option.short === undefined ? '    ' : `-${option.short}, `
    return [`${short}--${name}${valueName(option)}`, option.doc]
  })
}

function valueName(option: Option): string {
  return option.kind === 'flag' ? '' : ` ${option.value}`
}

type TwoColumnRow = readonly [left: string, right: string]

/** Two columns, the second wrapped; below the first where the screen is too narrow for both. */
function twoColumns(
  rows: readonly TwoColumnRow[],
  { width, left = Math.max(0, ...rows.map(([text]) => text.length)) }: TwoColumnSize,
): readonly string[] {
  const indent = left + 4
  const room = width - indent
  if (room < NARROW) {
    return rows.flatMap(([text, doc]) => [
      `  ${text}`,
      ...wrap(doc, width - 6).map((line) => `      ${line}`),
    ])
  }
  return rows.flatMap(([text, doc]) =>
    wrap(doc, room).map((line, index) =>
      index === 0 ? `  ${text.padEnd(left)}  ${line}` : ' '.repeat(indent) + line,
    ),
  )
}

interface TwoColumnSize {
  /** Of the screen. */
  readonly width: number
  /** Of the left column. */
  readonly left?: number
}

/** Columns below which a description goes under what it describes. */
const NARROW = 28

function page(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`
}
