import type { Context } from './context.ts'
import type { ExitCode } from './exit-code.ts'
import type { Failure } from './failure.ts'

/** What follows a command on the command line and is not an option. */
export interface Operand {
  readonly name: string
  readonly doc: string
  /** `program`: the last one, a command of its own with all its words, behind `--`. */
  readonly needed: 'one' | 'optional' | 'many' | 'program'
  /** The words that may stand there, for shells to complete; they complete files otherwise. */
  readonly choices?: readonly string[]
}

export type Option =
  | { readonly kind: 'flag'; readonly doc: string; readonly short?: string }
  | (ValueOption & { readonly kind: 'text' })
  /** May be given more than once. */
  | (ValueOption & { readonly kind: 'list' })
  /** A whole number. */
  | (ValueOption & { readonly kind: 'whole'; readonly least: number; readonly most?: number })
  | {
      readonly kind: 'choice'
      readonly choices: readonly string[]
      readonly doc: string
      readonly value: string
      readonly short?: string
    }

interface ValueOption {
  /** What stands for the value in the help: `FILE`. */
  readonly value: string
  readonly doc: string
  readonly short?: string
}

/** Options by their long names. */
export type Options = Readonly<Record<string, Option>>

type ValueOf<O extends Option> = O extends { kind: 'flag' }
  ? boolean
  : O extends { kind: 'list' }
    ? readonly string[]
    : O extends { kind: 'whole' }
      ? number | undefined
      : O extends { kind: 'choice'; choices: readonly (infer C)[] }
        ? C | undefined
        : string | undefined

export type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> }

/** What was asked for on the command line, checked against the command's declaration. */
export interface Input<O extends Options> {
  readonly operands: readonly string[]
  /** The words behind `--`, at least one, for a command that declares such an operand. */
  readonly program?: readonly string[] | undefined
  readonly options: Values<O>
}

/** A line to try, run by the tests with the example files at hand. */
export interface Example {
  readonly line: string
  readonly doc: string
  /** How it exits; 0 when not said. */
  readonly exit?: ExitCode
}

export interface Command<O extends Options = Options> {
  readonly operands: readonly Operand[]
  readonly options: O
  /** Paragraphs of the help, after its first line. */
  readonly details: readonly string[]
  readonly examples: readonly Example[]
  /** True when standard output is JSON for that input: then it is JSON also when the run fails. */
  answersJson(options: Partial<Values<O>>): boolean
  /** @returns one of {@link ExitCode}, or that with which the program ended that it ran. */
  run(input: Input<O>, context: Context): Promise<number | Failure>
}

/** Types the input of a command by the options it declares. */
export function defineCommand<const O extends Options>(command: Command<O>): Command<O> {
  return command
}
