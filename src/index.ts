/**
 * The public list of `unhardcoded`: policies as text, and what they compile to.
 *
 * Everything here is pure and runs in a browser: no files, no network, no clock. Each function
 * answers `{ value, diagnostics }` and never throws, whatever the text; only {@link policy} and
 * {@link loadPolicies} throw, because there the text is part of the program. Under Node the package
 * is `node.ts`, whose `loadPolicies` reads files.
 */

import type { Checked } from './base/diagnostic.ts'
import type { LoadedPolicy } from './build/loaded-policies.ts'
import { STANDARD_CATALOG_VOCABULARY } from './catalog/vocabulary.ts'
import {
  analyse,
  type CompileOptions,
  type CompileOutput,
  compile as compileSource,
  type PolicySet,
  policySet,
} from './compile/index.ts'
import { type Linted, type LintOptions, lint as lintSource } from './lint/lint.ts'
import { format as formatSource } from './syntax/index.ts'

export type { Checked, Diagnostic, Edit, Fix, Related, Severity } from './base/diagnostic.ts'
export type { Source } from './base/source.ts'
export type { Span } from './base/span.ts'
export type { LoadedPolicy } from './build/loaded-policies.ts'
export type { BuiltFlow, BuiltPolicy } from './build/runtime/made.ts'
export {
  type CompiledFlow,
  type CompiledPolicy,
  type CompileOptions,
  type CompileOutput,
  type DecompileOptions,
  decompile,
  type Load,
  type Place,
  type PolicySet,
  sourceMap,
  TARGETS,
  type Target,
} from './compile/index.ts'
export type { Flow, Term } from './ir/index.ts'
export type { Budget } from './lint/budget.ts'
export type { Ground } from './lint/ground.ts'
export type { Level, Levels } from './lint/levels.ts'
export type { Linted, LintOptions } from './lint/lint.ts'
export { policy } from './policy-template.ts'

/** How reports call a text that has no name. */
const UNNAMED = '<policy>'

export interface TextOptions {
  /** How reports call the text, and what the files it uses are relative to; `<policy>` if absent. */
  readonly name?: string | undefined
}

/** Compiles a `.uh` text to its policies and flows. Undefined when there is an error in it. */
export function compile(
  text: string,
  { name = UNNAMED, ...options }: CompileOptions & TextOptions = {},
): Checked<CompileOutput | undefined> {
  return compileSource({ name, text }, options)
}

/**
 * Reads a `.uh` text once, so that its policies can be compiled for one call after another.
 *
 * ```ts
 * const { value: policies } = openPolicies(text)
 * const { value } = policies?.compile('support', { plan: 'pro' }) ?? {}
 * ```
 */
export function openPolicies(
  text: string,
  { name = UNNAMED, vocabulary = STANDARD_CATALOG_VOCABULARY, load, target }: OpenOptions = {},
): Checked<PolicySet | undefined> {
  const { value, diagnostics } = analyse({ name, text }, { vocabulary, load })
  return { value: value && policySet(value, target), diagnostics }
}

export type OpenOptions = TextOptions & Pick<CompileOptions, 'vocabulary' | 'load' | 'target'>

/** The text in the one layout. Undefined when it cannot be read. */
export function format(
  text: string,
  { name = UNNAMED }: TextOptions = {},
): Checked<string | undefined> {
  return formatSource({ name, text })
}

/**
 * Everything that can be said about the text: what compiling it says and, where it compiles, what
 * the rules find. Undefined when there is an error of the language in it.
 *
 * ```ts
 * const { diagnostics } = lint('cheapest where quality >= 0.9 and quality < 0.5')
 * ```
 */
export function lint(
  text: string,
  { name = UNNAMED, ...options }: LintOptions & TextOptions = {},
): Checked<Linted | undefined> {
  return lintSource({ name, text }, options)
}

/** What a directory of policies is when nobody said what is in it. */
export type LoadedPolicies = Readonly<Record<string, LoadedPolicy>>

export type LoadOptions = Pick<CompileOptions, 'vocabulary' | 'target'>

/**
 * Reads files, which is not possible here: under Node and its like, this name is that of a function
 * that does. In a browser, {@link openPolicies} takes a text, and a built module needs neither.
 */
export async function loadPolicies<Module = LoadedPolicies>(
  path: string | URL,
  _options: LoadOptions = {},
): Promise<Module> {
  throw new Error(
    `there are no files here to read \`${path}\` from: build a module of it with \`unhardcoded build\`, or give its text to \`openPolicies\``,
  )
}
