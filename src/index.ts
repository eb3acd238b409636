/**
 * The public list of `unhardcoded`: policies as text, and what they compile to.
 *
 * Everything here is pure and runs in a browser: no files, no network, no clock. Each function
 * answers `{ value, diagnostics }` and never throws, whatever the text; only {@link policy} throws,
 * because there the text is part of the program.
 */

import type { Checked } from './base/diagnostic.ts'
import {
  type CompileOptions,
  type CompileOutput,
  compile as compileSource,
} from './compile/index.ts'
import { format as formatSource } from './syntax/index.ts'

export type { Checked, Diagnostic, Edit, Fix, Related, Severity } from './base/diagnostic.ts'
export type { Source } from './base/source.ts'
export type { Span } from './base/span.ts'
export {
  type CompiledFlow,
  type CompiledPolicy,
  type CompileOptions,
  type CompileOutput,
  type DecompileOptions,
  decompile,
  type Load,
  type Place,
  sourceMap,
  TARGETS,
  type Target,
} from './compile/index.ts'
export type { Flow, Term } from './ir/index.ts'
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

/** The text in the one layout. Undefined when it cannot be read. */
export function format(
  text: string,
  { name = UNNAMED }: TextOptions = {},
): Checked<string | undefined> {
  return formatSource({ name, text })
}
